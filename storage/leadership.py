"""Which process leads? Whoever holds one lock of the database, on a session that dies with its process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import inf
from time import monotonic

from sqlalchemy import URL

from storage.locks import Lock
from storage.pinned import PING, Pinned, pin

#: what a session is called in which a process stands for the seat, or sits on it
NAME = "palabre leader"

#: The ping of whoever stands or sits: how many do, on any host. A dead one is not counted, a frozen one soon is not.
COUNT = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = $1
"""

#: seconds after the last ping for which the lock is ours for certain; the server waits a little longer (pinned.IDLE)
CERTAIN = 2.5

#: seconds after which all others have counted a process that joined, and what they booked before that has left
JOINED = 2 * PING


class PostgresqlSeat:
    """One process at a time sits: a frozen one loses its seat after three seconds, a dead one at once."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._pinned: Pinned | None = None
        self._candidates = 1
        self._joined_at = -inf

    def candidates(self) -> int:
        """Return how many processes stood for the seat when it was last asked, this one too."""
        return self._candidates

    def joining(self) -> float:
        """Return for how many more seconds some may not have counted this process."""
        return max(0.0, self._joined_at + JOINED - monotonic())

    async def sit(self, seated: Callable[[], None]) -> None:
        """Wait for the seat, call `seated`, and keep it until it is lost: then raise Unavailable."""
        async with pin(self._url, NAME) as pinned:
            await self._count(pinned)
            if self._candidates > 1:
                self._joined_at = monotonic()
            while not await pinned.value("SELECT pg_try_advisory_lock($1)", Lock.SEAT):
                await asyncio.sleep(PING)
                await self._count(pinned)
            self._pinned = pinned
            try:
                seated()
                while True:
                    await asyncio.sleep(PING)
                    await self._count(pinned)
            finally:
                self._pinned = None

    async def _count(self, pinned: Pinned) -> None:
        self._candidates = max(1, int(await pinned.value(COUNT, NAME)))

    def holds(self) -> bool:
        """Tell whether the seat is ours for certain; one who was frozen learns here that it may not be."""
        pinned = self._pinned
        return pinned is not None and pinned.clock() - pinned.answered_at < CERTAIN


class OnlySeat:
    """The seat of the only process there is."""

    def candidates(self) -> int:
        """Count this process."""
        return 1

    def joining(self) -> float:
        """Say that there is nobody who would have to count it."""
        return 0.0

    async def sit(self, seated: Callable[[], None]) -> None:
        """Sit at once, and for ever."""
        seated()
        await asyncio.Event().wait()

    def holds(self) -> bool:
        """Say yes."""
        return True
