"""Which answers do staff keep at hand?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage import models
from storage.models.base import table

_answers = table(models.CannedAnswer)
c = _answers.c


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """A text at hand."""

    id: str
    title: str
    text: str
    changed_at: datetime


class CannedAnswers:
    """Texts at hand, by title."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._new_id = new_id

    def all(self) -> list[CannedAnswer]:
        """Return every text, by title."""
        rows = self._connection.execute(select(_answers).order_by(c.title, c.id))
        return [CannedAnswer(**row._mapping) for row in rows]

    def find(self, id: str) -> CannedAnswer | None:
        """Return one text."""
        row = self._connection.execute(select(_answers).where(c.id == id)).first()
        return CannedAnswer(**row._mapping) if row else None

    def add(self, title: str, text: str, now: datetime) -> str:
        """Keep a text; return its id."""
        id = self._new_id()
        self._connection.execute(insert(_answers).values(id=id, title=title, text=text, changed_at=now))
        return id

    def change(self, id: str, title: str, text: str, seen: datetime, now: datetime) -> bool:
        """Change a text; False when it is not as it was seen any more."""
        same = (c.id == id, c.changed_at == seen)
        statement = update(_answers).where(*same).values(title=title, text=text, changed_at=now)
        return self._connection.execute(statement).rowcount == 1

    def remove(self, id: str) -> bool:
        """Forget a text; False when there was none."""
        return self._connection.execute(delete(_answers).where(c.id == id)).rowcount == 1
