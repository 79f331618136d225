"""How often did sign-in fail lately, under one name or from one address?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from storage import models
from storage.batch import Batch, insert_batch
from storage.models.base import table

_attempts = table(models.Attempt)
c = _attempts.c
_ADDED = Batch(*c)

#: (key, failures, when last) → when the next attempt is allowed
Allowed = Callable[[str, int, datetime], datetime]


class Attempts:
    """Failures, by a keyed hash of the name or of the address; whether the name exists is not asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, keys: Sequence[str], now: datetime, allowed: Allowed) -> datetime | None:
        """Count an attempt as failed before it is looked at, so that many at once count as many.

        Return None; or, when one of the keys must wait, until when: that attempt is not counted.
        """
        new = insert_batch(_ADDED, self._connection).on_conflict_do_nothing()
        _ADDED.run(self._connection, new, [(key, 0, now) for key in sorted(keys)])
        query = select(_attempts).where(c.key.in_(keys)).order_by(c.key).with_for_update()
        until = max(allowed(row.key, row.failures, row.last_at) for row in self._connection.execute(query))
        if until > now:
            return until
        counted = update(_attempts).where(c.key.in_(keys)).values(failures=c.failures + 1, last_at=now)
        self._connection.execute(counted)
        return None

    def forget(self, keys: Sequence[str]) -> None:
        """Forget the failures of some keys, as after a success."""
        self._connection.execute(delete(_attempts).where(c.key.in_(keys)))

    def purge(self, before: datetime) -> None:
        """Forget what failed long ago."""
        self._connection.execute(delete(_attempts).where(c.last_at < before))
