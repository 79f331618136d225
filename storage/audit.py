"""Who did what?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import Insert

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, insert_each, prepared
from storage.models.base import table

_audit = table(models.Audit)
c = _audit.c
_ADDED = Batch(c.at, c.actor, c.action, c.subject, c.detail)


@dataclass(frozen=True, slots=True)
class Act:
    """One act worth remembering; `detail` holds no text, number or token."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: Json = field(default_factory=dict)


class Audit:
    """The trail: acts are added, never changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[Act]) -> None:
        """Append acts."""
        _ADDED.put(self._connection, _adding(self._connection), rows)

    def of_subject(self, subject: str) -> list[Act]:
        """Return what was done to one subject, oldest first."""
        query = select(*_ADDED.columns).where(c.subject == subject).order_by(c.id)
        return [Act(*row) for row in self._connection.execute(query)]


@prepared
def _adding(connection: Connection) -> Insert:
    """Append acts."""
    return insert_each(_ADDED, connection)
