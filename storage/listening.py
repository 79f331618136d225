"""How do processes wake each other through PostgreSQL? LISTEN and NOTIFY, on a connection of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import URL

from storage.errors import Unavailable, told_apart
from storage.pinned import Pinned, pin

#: what is listened to; PostgreSQL keeps it apart for each database
CHANNEL = "palabre"

#: most bytes of one word: NOTIFY takes fewer than 8,000
LONGEST = 7_900

_RING = "SELECT count(pg_notify($1, word)) FROM unnest($2::text[]) AS word"


class PostgresqlBell:
    """Words rung here are heard by every process of the database, this one too."""

    longest = LONGEST

    def __init__(self, url: URL) -> None:
        self._url = url
        self._pinned: Pinned | None = None

    async def ring(self, words: Sequence[str]) -> None:
        """Tell every process that listens now. Raise Unavailable when nobody can be told."""
        if self._pinned is None:
            raise Unavailable("not listening")
        await self._pinned.value(_RING, CHANNEL, list(words))

    async def listen(self, heard: Callable[[str], None], began: Callable[[], None]) -> None:
        """Hand over every word until the connection is lost, then raise Unavailable; `began`: from now on."""
        async with pin(self._url, "palabre bell") as pinned:
            with told_apart():
                await pinned.driver.add_listener(CHANNEL, lambda *said: heard(str(said[-1])))
            self._pinned = pinned
            try:
                began()
                await pinned.watch()
            finally:
                self._pinned = None

    async def close(self) -> None:
        """Let go of nothing: the connection is that of `listen`."""
