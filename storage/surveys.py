"""Which surveys did staff write, and which of them take answers?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from storage import models
from storage.batch import Batch, as_row, insert_batch
from storage.models.base import table

_surveys = table(models.Survey)
c = _surveys.c
_ROWS = Batch(*c)

_STAMP = select(func.count(), func.max(c.changed_at))

#: what tells whether surveys changed: how many there are, and when one was changed last
Stamp = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True)
class Survey:
    """Questions of staff; `dialogue` and `version` name the definition that new sessions begin with."""

    slug: str
    title: Mapping[str, str]
    dialogue: str
    version: str
    created_at: datetime
    changed_at: datetime
    #: draft, open or closed
    state: str = "draft"
    #: null: as soon as it is open, until it is closed
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    anonymous: bool = False
    #: finished responses after which nobody new is taken
    quota: int | None = None
    #: whether those who answered are told, at the end, how many they were
    summary: bool = False
    #: given by the store
    id: str = ""

    def takes_answers(self, now: datetime) -> bool:
        """Tell whether somebody who began may go on: opened by staff, and within its dates."""
        begun = self.opens_at is None or self.opens_at <= now
        return self.state == "open" and begun and (self.closes_at is None or now < self.closes_at)


class Surveys:
    """Surveys, by slug."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._new_id = new_id

    def save(self, survey: Survey) -> None:
        """Store a survey; one whose slug is known keeps its id and when it was created."""
        statement = insert_batch(_ROWS, self._connection)
        changed = {
            name: statement.excluded[name] for name in _ROWS.names if name not in ("id", "slug", "created_at")
        }
        statement = statement.on_conflict_do_update(index_elements=["slug"], set_=changed)
        values = as_row(_ROWS, survey, {"id": survey.id or self._new_id()})
        _ROWS.run(self._connection, statement, [values])

    def by_slug(self, slug: str) -> Survey | None:
        """Return one survey."""
        found = self._find(select(_surveys).where(c.slug == slug))
        return found[0] if found else None

    def all(self) -> list[Survey]:
        """Return every survey, the one changed last first."""
        return self._find(select(_surveys).order_by(c.changed_at.desc(), c.slug))

    def shown(self) -> list[Survey]:
        """Return the surveys that residents may have heard of: all but drafts, those that close first first."""
        query = select(_surveys).where(c.state != "draft")
        return self._find(query.order_by(c.closes_at.is_(None), c.closes_at, c.slug))

    def over(self, now: datetime, *, hold: bool = False) -> list[str]:
        """Return the slugs of open surveys whose last day is over; held, nobody else changes them until the commit."""
        query = select(c.slug).where(c.state == "open", c.closes_at <= now).order_by(c.closes_at, c.slug)
        return list(self._connection.execute(query.with_for_update() if hold else query).scalars())

    def stamp(self) -> Stamp:
        """Return what differs once a survey was added or changed."""
        count, last = self._connection.execute(_STAMP).one()
        return count, last

    def _find(self, query: Select[Any]) -> list[Survey]:
        return [Survey(**row._mapping) for row in self._connection.execute(query)]
