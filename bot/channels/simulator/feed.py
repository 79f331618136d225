"""Who is watching the simulator, and what has just happened on it?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from dialogues.inputs import Json

#: Notices that may wait for one reader; one that falls further behind is let go, and reads the history again.
PENDING = 256

#: `message`: bubbles were sent to the address; `turn`: what it sent was handled, something may be stored.
Kind = Literal["message", "turn"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that happened to one address."""

    address: str
    kind: Kind
    payload: Mapping[str, Json]


class Subscription:
    """One reader's bounded queue; it ends when the feed closes or the reader is too slow."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Notice | None] = asyncio.Queue(PENDING)

    async def next(self) -> Notice | None:
        """Wait for the next notice; None means that nothing more will come."""
        return await self._queue.get()

    def offer(self, notice: Notice) -> bool:
        """Queue a notice; False means that the reader was too slow and has been ended."""
        if self._queue.full():
            self.end()
            return False
        self._queue.put_nowait(notice)
        return True

    def end(self) -> None:
        """Forget what waits, and tell the reader that this is the end."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put_nowait(None)


class Feed:
    """Passes notices to every reader of this process; call it from the event loop only."""

    def __init__(self) -> None:
        self._readers: set[Subscription] = set()

    def publish(self, address: str, payload: Mapping[str, Json], kind: Kind = "message") -> None:
        """Tell every reader; never waits. A `message` holds `id` and `bubbles`, a `turn` may be empty."""
        notice = Notice(address, kind, payload)
        self._readers = {reader for reader in self._readers if reader.offer(notice)}

    @contextmanager
    def subscribe(self) -> Iterator[Subscription]:
        """Follow the feed while the block lasts."""
        reader = Subscription()
        self._readers.add(reader)
        try:
            yield reader
        finally:
            self._readers.discard(reader)

    def close(self) -> None:
        """End every reader, so that the server can stop."""
        for reader in self._readers:
            reader.end()
        self._readers = set()
