"""Is there something to do? Asked by waiting, answered at once in this process, and by looking now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import uniform

#: seconds between looks when nobody wakes a loop, more or less: processes do not look all at once
POLL = 1.0

#: how much more or less
JITTER = 0.2

#: Looks once at what there is to do; returns how much was done
Round = Callable[[], Awaitable[int]]


class Wakeup:
    """Wakes one loop of this process; many calls before it looks count as one."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def wake(self) -> None:
        """Make the loop look; call it from the event loop's thread."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Return when woken, or after this long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)
        self._event.clear()

    async def follow(self, look: Round, stopping: asyncio.Event) -> None:
        """Look again and again until told to stop; wait only when there was nothing."""
        while not stopping.is_set():
            if not await look():
                await self.wait(POLL * uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - no secrecy


async def drain(look: Round) -> int:
    """Look until there is nothing left now; return how much was done."""
    total = 0
    while done := await look():
        total += done
    return total
