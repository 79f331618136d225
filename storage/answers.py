"""What was answered? A correction adds a row and dates the one it replaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Executable, and_, select, update

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, as_row, insert_batch, prepared
from storage.models.base import table

_answers = table(models.Answer)
c = _answers.c
_COLUMNS = (
    c.session_id, c.participant_id, c.dialogue, c.version, c.step, c.type, c.value, c.text, c.how, c.at, c.replaced_at
)  # fmt: skip
_ADDED = Batch(*_COLUMNS)
_REPLACED = Batch(c.session_id, c.step, c.at)


@dataclass(frozen=True, slots=True)
class Answer:
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
        latest = {(row.session_id, row.step): rank for rank, row in enumerate(rows)}
        self._replace([rows[min_rank] for min_rank in _first_ranks(rows)])
        values = []
        for rank, row in enumerate(rows):
            last = latest[row.session_id, row.step]
            given = {} if rank == last else {"replaced_at": rows[last].at}
            values.append(as_row(_ADDED, row, given))
        _ADDED.run(self._connection, _adding(self._connection), values)

    def of_session(self, session: str) -> list[Answer]:
        """Return the answers that count, in the order they were given."""
        query = select(*_COLUMNS).where(c.session_id == session, c.replaced_at.is_(None)).order_by(c.id)
        return [Answer(*row) for row in self._connection.execute(query)]

    def of_participant(self, participant: str) -> list[Answer]:
        """Return every answer of a participant, replaced ones too, oldest first."""
        query = select(*_COLUMNS).where(c.participant_id == participant).order_by(c.id)
        return [Answer(*row) for row in self._connection.execute(query)]

    def _replace(self, rows: Sequence[Answer]) -> None:
        _REPLACED.run(
            self._connection, _replacing(self._connection), [as_row(_REPLACED, row) for row in rows]
        )


@prepared
def _adding(connection: Connection) -> Executable:
    """Return the statement that stores answers."""
    return insert_batch(_ADDED, connection)


@prepared
def _replacing(connection: Connection) -> Executable:
    """Return the statement that dates what is replaced."""
    batch = _REPLACED.rows(connection)
    same = and_(c.session_id == batch.c.session_id, c.step == batch.c.step, c.replaced_at.is_(None))
    return update(_answers).where(same).values(replaced_at=batch.c.at)


def _first_ranks(rows: Sequence[Answer]) -> list[int]:
    """Return where each (session, step) comes first: what is stored is replaced at that time."""
    first: dict[tuple[str, str], int] = {}
    for rank, row in enumerate(rows):
        first.setdefault((row.session_id, row.step), rank)
    return list(first.values())
