"""Was something due done already?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete

from storage import models
from storage.batch import Batch, insert_batch
from storage.models.base import table

_occurrences = table(models.Occurrence)
_ADDED = Batch(*_occurrences.c)


class Occurrences:
    """What was due and is done: two leaders who meet it do it once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, what: str, due: datetime, now: datetime) -> bool:
        """Return True to the first who asks for (what, due), in whose transaction its effects must be.

        Whoever asks at the same time waits for that transaction, and is told False once it has committed.
        """
        statement = insert_batch(_ADDED, self._connection).on_conflict_do_nothing(
            index_elements=["what", "due"]
        )
        rows = _ADDED.run(self._connection, statement.returning(_occurrences.c.what), [(what, due, now)])
        return bool(rows)

    def purge(self, before: datetime) -> None:
        """Forget what was done before this time."""
        self._connection.execute(delete(_occurrences).where(_occurrences.c.at < before))
