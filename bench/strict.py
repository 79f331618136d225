"""How does a provider count strictly, and was the counting itself on time?"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

#: How many messages the pretend Telegram takes at once beyond its pace, as a part of a second's.
GRACE = 0.2

#: Seconds between two looks at whether this process is on time.
EVERY = 0.01


@dataclass(slots=True)
class Strict:
    """A bucket that the pretend Telegram holds against us: above its pace it answers 429."""

    rate: float
    refused: int = 0
    #: when it took each message
    times: list[float] = field(default_factory=list)
    _free_at: float = 0.0

    def takes(self) -> bool:
        """Count one call; return whether it is within the pace."""
        now = time.monotonic()
        if max(self._free_at, now) - now > GRACE:
            self.refused += 1
            return False
        self._free_at = max(self._free_at, now) + 1 / self.rate
        self.times.append(now)
        return True

    def taken(self, first: float, last: float) -> int:
        """Return how many messages were taken between two moments."""
        return sum(first <= at <= last for at in self.times)

    def fullest(self) -> int:
        """Return how many messages were taken in the fullest window of one second."""
        most = first = 0
        for last, at in enumerate(self.times):
            while self.times[first] <= at - 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most


@dataclass(slots=True)
class Punctuality:
    """How late this process was, which is what counts: what waits for it seems to come at once."""

    longest: float = 0.0

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(EVERY)
            self.longest = max(self.longest, time.monotonic() - before - EVERY)
