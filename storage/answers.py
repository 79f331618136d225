"""What was answered? A correction adds a row and dates the one it replaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Update, and_, literal_column, select, update
from sqlalchemy.dialects.postgresql import Insert

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, among, insert_each, prepared
from storage.models.base import table

_answers = table(models.Answer)
c = _answers.c
#: columns of `Answer`, in its order
COLUMNS = (
    c.session_id, c.participant_id, c.dialogue, c.version, c.step, c.type, c.value, c.text, c.how, c.at, c.replaced_at
)  # fmt: skip
_ADDED = Batch(*COLUMNS)


class Answer(NamedTuple):
    """An accepted answer, typed, with the participant's own words."""

    session_id: str
    participant_id: str
    dialogue: str
    version: str
    step: str
    type: str
    value: Json
    text: str
    how: str
    at: datetime
    #: null while it counts
    replaced_at: datetime | None = None


class Answers:
    """Answers, with the history of each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[Answer]) -> None:
        """Store answers in this order; each replaces the earlier one of its session and step."""
        if self._connection.dialect.name == "sqlite":
            _ADDED.write(self._connection, _replacing(self._connection), rows)
        _ADDED.put(self._connection, _adding(self._connection), _dated(rows))

    def of_session(self, session: str) -> list[Answer]:
        """Return the answers that count, in the order they were given."""
        query = select(*COLUMNS).where(c.session_id == session, c.replaced_at.is_(None)).order_by(c.id)
        return [Answer(*row) for row in self._connection.execute(query)]

    def of_participant(self, participant: str) -> list[Answer]:
        """Return every answer of a participant, replaced ones too, oldest first."""
        query = select(*COLUMNS).where(c.participant_id == participant).order_by(c.id)
        return [Answer(*row) for row in self._connection.execute(query)]


@prepared
def _adding(connection: Connection) -> Insert:
    """Store answers; PostgreSQL dates in the same statement what they replace, SQLite cannot."""
    adding = insert_each(_ADDED, connection)
    if connection.dialect.name == "sqlite":
        return adding
    return adding.add_cte(_replacing(connection).cte("replaced"))


@prepared
def _replacing(connection: Connection) -> Update:
    """Date what is replaced: one index look-up for each answer, where PostgreSQL would rather read all that counts."""
    batch, asked = (_ADDED.rows(connection, name) for name in ("batch", "asked"))
    earlier = _answers.alias("earlier")
    e = earlier.c
    counts = and_(e.session_id == asked.c.session_id, e.step == asked.c.step, e.replaced_at.is_(None))
    ids = select(select(e.id).where(counts).limit(literal_column("1")).correlate(asked).scalar_subquery())
    same = and_(c.session_id == batch.c.session_id, c.step == batch.c.step)
    found = among(c.id, ids.select_from(asked), connection)
    return update(_answers).where(found, same).values(replaced_at=batch.c.at)


def _dated(rows: Sequence[Answer]) -> list[Answer]:
    """Return the answers, those that a later one of these replaces dated."""
    last = {(row.session_id, row.step): row for row in rows}
    if len(last) == len(rows):
        return list(rows)
    latest = [last[row.session_id, row.step] for row in rows]
    return [
        row if row is final else row._replace(replaced_at=final.at)
        for row, final in zip(rows, latest, strict=True)
    ]
