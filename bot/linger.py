"""How long does a batch wait for company? A moment while messages come in numbers, not at all when they come alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

#: rows of a batch from which on the next is worth a wait
BUSY = 8

#: seconds of that wait: a batch costs as much as several of its rows, and one statement as another (docs/performance.md)
MOMENT = 0.003


@dataclass(slots=True)
class Linger:
    """Knows how large the last batch was; a full one is followed at once, for more waits already."""

    #: rows of a full batch
    full: int
    _last: int = field(init=False, default=0)

    async def wait(self) -> None:
        """Return at once, or after a moment when the last batch was busy and not full."""
        if BUSY <= self._last < self.full:
            await asyncio.sleep(MOMENT)

    def took(self, rows: int) -> None:
        """Remember how large a batch was."""
        self._last = rows
