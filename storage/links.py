"""Which participant does a code lead to? One who has another address sends it from there, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage import models
from storage.batch import Batch, insert_batch
from storage.models.base import table

_links = table(models.Link)
c = _links.c
_ADDED = Batch(*c)


class Links:
    """Codes that join addresses, of which only a hash is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def offer(self, code_hash: str, participant: str, expires_at: datetime) -> None:
        """Let a code lead to a participant until it expires; their earlier code leads nowhere any more."""
        self._connection.execute(delete(_links).where(c.participant_id == participant))
        row = (code_hash, participant, expires_at)
        _ADDED.run(self._connection, insert_batch(_ADDED, self._connection), [row])

    def take(self, code_hash: str, now: datetime, by: str = "") -> str | None:
        """Use a code up and return its participant; None when it is wrong, used or expired.

        Who tries their own, `by`, does not use it up: it is for another phone.
        """
        valid = (c.code_hash == code_hash, c.expires_at > now)
        taken = delete(_links).where(*valid, c.participant_id != by).returning(c.participant_id)
        own = select(c.participant_id).where(*valid, c.participant_id == by)
        return self._connection.execute(taken).scalar() or self._connection.execute(own).scalar()

    def owner(self, code_hash: str, now: datetime) -> str | None:
        """Return the participant that a code leads to, and leave it; None when it is wrong or expired."""
        query = select(c.participant_id).where(c.code_hash == code_hash, c.expires_at > now)
        return self._connection.execute(query).scalar()

    def purge(self, now: datetime) -> None:
        """Forget expired codes."""
        self._connection.execute(delete(_links).where(c.expires_at <= now))
