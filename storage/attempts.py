"""How often did sign-in fail lately, under one name or from one address?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage import models
from storage.models.base import table

_attempts = table(models.Attempt)
c = _attempts.c


class Attempts:
    """Failures, by a keyed hash of the name or of the address; whether the name exists is not asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, keys: Sequence[str]) -> dict[str, tuple[int, datetime]]:
        """Return, for each key that failed, how often and when last."""
        rows = self._connection.execute(select(c.key, c.failures, c.last_at).where(c.key.in_(keys)))
        return {row.key: (row.failures, row.last_at) for row in rows}

    def fail(self, keys: Sequence[str], now: datetime) -> None:
        """Count one failure for each key."""
        known = self.of(keys)
        self._connection.execute(
            update(_attempts).where(c.key.in_(keys)).values(failures=c.failures + 1, last_at=now)
        )
        for key in set(keys) - known.keys():
            self._connection.execute(insert(_attempts).values(key=key, failures=1, last_at=now))

    def forget(self, keys: Sequence[str]) -> None:
        """Forget the failures of some keys, as after a success."""
        self._connection.execute(delete(_attempts).where(c.key.in_(keys)))

    def purge(self, before: datetime) -> None:
        """Forget what failed long ago."""
        self._connection.execute(delete(_attempts).where(c.last_at < before))
