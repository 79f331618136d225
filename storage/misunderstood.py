"""Which texts were not understood lately? Masked, by nobody in particular, to learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import Insert

from storage import models
from storage.batch import Batch, insert_each, prepared
from storage.models.base import table

#: Days that such a text is kept: as long as the raw text of any message (norms §1).
KEPT = 90

_texts = table(models.Misunderstood)
c = _texts.c
_ADDED = Batch(c.language, c.text, c.guesses, c.at)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A masked text that was not understood; whoever makes one leaves out who wrote it, and when in the day."""

    language: str
    text: str
    #: the best ones: [intent, confidence] each
    guesses: Sequence[Sequence[str | float]]
    #: midnight of the day it came
    at: datetime


class Misunderstood:
    """Texts to learn from."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[Utterance]) -> None:
        """Keep texts."""
        _ADDED.put(self._connection, _adding(self._connection), rows)

    def recent(self, limit: int, language: str | None = None) -> list[Utterance]:
        """Return the last texts, of one language or of all; the newest first."""
        query = select(*_ADDED.columns).order_by(c.at.desc(), c.id.desc()).limit(limit)
        if language is not None:
            query = query.where(c.language == language)
        return [Utterance(*row) for row in self._connection.execute(query)]

    def purge(self, now: datetime, days: int = KEPT) -> int:
        """Delete texts older than `days`; return how many."""
        return self._connection.execute(delete(_texts).where(c.at < now - timedelta(days=days))).rowcount


@prepared
def _adding(connection: Connection) -> Insert:
    """Keep texts."""
    return insert_each(_ADDED, connection)
