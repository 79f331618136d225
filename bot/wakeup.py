"""Is there something to do? Asked by waiting, answered at once in this process, and by looking now and then."""

from __future__ import annotations

import asyncio
from contextlib import suppress


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
