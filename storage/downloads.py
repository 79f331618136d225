"""Whose data does a code open, and until when?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, update

from storage import models
from storage.batch import Batch, insert_batch
from storage.models.base import table

#: How often one code opens its page: enough for a reload and a second device.
OPENINGS = 5

_downloads = table(models.Download)
c = _downloads.c
_ADDED = Batch(*c)


class Downloads:
    """Personal-data pages (norms §1), each opened by a code of which only a hash is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def offer(self, code_hash: str, participant: str, expires_at: datetime) -> None:
        """Let a code open a participant's data until it expires."""
        row = (code_hash, participant, expires_at, 0)
        _ADDED.run(self._connection, insert_batch(_ADDED, self._connection), [row])

    def open(self, code_hash: str, now: datetime) -> str | None:
        """Count one opening and return the participant; None when the code is wrong, worn out or expired."""
        valid = (c.code_hash == code_hash, c.expires_at > now, c.attempts < OPENINGS)
        statement = update(_downloads).where(*valid).values(attempts=c.attempts + 1)
        return self._connection.execute(statement.returning(c.participant_id)).scalar()

    def purge(self, now: datetime) -> None:
        """Forget expired codes."""
        self._connection.execute(delete(_downloads).where(c.expires_at <= now))
