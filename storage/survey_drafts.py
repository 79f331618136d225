"""What are staff writing? Drafts of surveys, each changed by one person at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, insert_batch
from storage.models.base import table

_drafts = table(models.SurveyDraft)
c = _drafts.c
_COLUMNS = (c.name, c.form, c.base, c.changed_by, c.created_at, c.changed_at, c.revision)
_ROWS = Batch(*_COLUMNS)


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    """What was written so far, by whom last."""

    name: str
    form: Json
    #: version of the survey that it began with; "" for a new one
    base: str
    changed_by: str
    created_at: datetime
    changed_at: datetime
    #: 0: it is not stored yet
    revision: int = 0


class SurveyDrafts:
    """Drafts, by the slug of their survey."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str, *, hold: bool = False) -> SurveyDraft | None:
        """Return one draft; held, nobody else changes it until the commit."""
        query = select(*_COLUMNS).where(c.name == name)
        row = self._connection.execute(query.with_for_update() if hold else query).first()
        return SurveyDraft(*row) if row else None

    def save(self, draft: SurveyDraft) -> None:
        """Store a draft; one of its name gives way, but keeps when it was created."""
        statement = insert_batch(_ROWS, self._connection)
        changed = {n: statement.excluded[n] for n in _ROWS.names if n not in ("name", "created_at")}
        row = (
            draft.name, draft.form, draft.base, draft.changed_by,
            draft.created_at, draft.changed_at, draft.revision,
        )  # fmt: skip
        statement = statement.on_conflict_do_update(index_elements=["name"], set_=changed)
        _ROWS.run(self._connection, statement, [row])

    def remove(self, name: str) -> bool:
        """Forget a draft; tell whether there was one."""
        return bool(self._connection.execute(delete(_drafts).where(c.name == name)).rowcount)

    def all(self, limit: int) -> list[SurveyDraft]:
        """Return the drafts, the one changed last first."""
        query = select(*_COLUMNS).order_by(c.changed_at.desc(), c.name).limit(limit)
        return [SurveyDraft(*row) for row in self._connection.execute(query)]
