"""Did the wall clock jump?"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

#: seconds between two looks, and how far the clock may be from where it should be
LOOK, TOLERANCE = 1.0, 2.0

log = structlog.get_logger()


@dataclass(slots=True)
class Clock:
    """Compares the time of day with a clock that never jumps."""

    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic
    _offset: float = field(init=False)

    def __post_init__(self) -> None:
        self._offset = self.wall() - self.steady()

    def jumped(self) -> bool:
        """Tell, once for each jump, whether the clock is elsewhere than it should be."""
        offset = self.wall() - self.steady()
        seconds, self._offset = offset - self._offset, offset
        if abs(seconds) < TOLERANCE:
            return False
        log.warning(
            "the clock jumped: is the machine's time kept by NTP? ticks begin anew, what is due stays due",
            seconds=round(seconds),
        )
        return True

    async def watch(self) -> None:
        """Return after a jump."""
        while not self.jumped():  # noqa: ASYNC110 - a clock tells nobody that it jumped
            await asyncio.sleep(LOOK)
