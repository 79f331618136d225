"""Which process leads? Whoever holds one lock of the database, on a session that dies with its process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sqlalchemy import URL

from storage.pinned import PING, Pinned, pin

#: Key of the advisory lock; PostgreSQL keeps it apart for each database.
LOCK = 7_254_610_936

#: seconds after the last ping for which the lock is ours for certain; the server waits a little longer (pinned.IDLE)
CERTAIN = 2.5


class PostgresqlSeat:
    """One process at a time sits: a frozen one loses its seat after three seconds, a dead one at once."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._pinned: Pinned | None = None

    async def sit(self, seated: Callable[[], None]) -> None:
        """Wait for the seat, call `seated`, and keep it until it is lost: then raise Unavailable."""
        async with pin(self._url, "palabre leader") as pinned:
            # asking in vain is a ping too; who waited in the lock itself could not be pinged
            while not await pinned.value("SELECT pg_try_advisory_lock($1)", LOCK):  # noqa: ASYNC110
                await asyncio.sleep(PING)
            self._pinned = pinned
            try:
                seated()
                await pinned.watch()
            finally:
                self._pinned = None

    def holds(self) -> bool:
        """Tell whether the seat is ours for certain; one who was frozen learns here that it may not be."""
        pinned = self._pinned
        return pinned is not None and pinned.clock() - pinned.answered_at < CERTAIN


class OnlySeat:
    """The seat of the only process there is."""

    async def sit(self, seated: Callable[[], None]) -> None:
        """Sit at once, and for ever."""
        seated()
        await asyncio.Event().wait()

    def holds(self) -> bool:
        """Say yes."""
        return True
