"""Which framed processes are there, and which are open?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, as_row, insert_batch
from storage.models.base import table

_consultations = table(models.Consultation)
c = _consultations.c
_ROWS = Batch(*c)


@dataclass(frozen=True, slots=True)
class Consultation:
    """A framed process: known by its slug, said in several languages."""

    slug: str
    title: Mapping[str, str]
    description: Mapping[str, str] = field(default_factory=dict)
    pledge: Mapping[str, str] = field(default_factory=dict)
    rules: Json = field(default_factory=list)
    #: null: open since ever, or for ever
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    #: draft, published or archived
    state: str = "published"
    #: given by the store
    id: str = ""


class Consultations:
    """Consultations, by slug."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._new_id = new_id

    def upsert(self, rows: Sequence[Consultation]) -> None:
        """Store consultations; one whose slug is known keeps its id."""
        statement = insert_batch(_ROWS, self._connection)
        changed = {name: statement.excluded[name] for name in _ROWS.names if name not in ("id", "slug")}
        statement = statement.on_conflict_do_update(index_elements=["slug"], set_=changed)
        values = [as_row(_ROWS, row, {"id": row.id or self._new_id()}) for row in rows]
        _ROWS.run(self._connection, statement, values)

    def open(self, now: datetime) -> list[Consultation]:
        """Return the published consultations whose dates allow an idea now, those that close first first."""
        begun = or_(c.opens_at.is_(None), c.opens_at <= now)
        not_over = or_(c.closes_at.is_(None), c.closes_at > now)
        query = select(_consultations).where(c.state == "published", begun, not_over)
        return self._find(query.order_by(c.closes_at.is_(None), c.closes_at, c.slug))

    def all(self) -> list[Consultation]:
        """Return every consultation that was published, open or not, those that close first first."""
        query = select(_consultations).where(c.state == "published")
        return self._find(query.order_by(c.closes_at.is_(None), c.closes_at, c.slug))

    def every(self) -> list[Consultation]:
        """Return every consultation, drafts and archived ones too: published first, then those that close last."""
        order = (c.state != "published", c.closes_at.is_not(None), c.closes_at.desc(), c.slug)
        return self._find(select(_consultations).order_by(*order))

    def by_slug(self, slug: str) -> Consultation | None:
        """Return one consultation."""
        found = self._find(select(_consultations).where(c.slug == slug))
        return found[0] if found else None

    def _find(self, query: Select[Any]) -> list[Consultation]:
        return [Consultation(**row._mapping) for row in self._connection.execute(query)]
