"""When may the next message leave? At the pace that a channel allows, to all and to each chat (norms §6)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

#: chats that are remembered; beyond, those whose pace has long been free are forgotten
REMEMBERED = 10_000


@dataclass(slots=True)
class Meter:
    """A leaky bucket (GCRA): `rate` a second, of which `burst` may leave at once."""

    rate: float
    burst: int
    #: when the bucket is empty again, on the loop's clock
    free_at: float = 0.0

    def book(self, now: float) -> float:
        """Take the next place; return how many seconds it is away."""
        step = 1 / self.rate
        self.free_at = max(self.free_at, now) + step
        return max(0.0, self.free_at - now - step * self.burst)


@dataclass(slots=True)
class Pace:
    """The pace of one channel in this process."""

    #: messages a second to all, and to one chat
    rate: float
    chat_rate: float
    #: messages that may leave at once to one chat: a notice and the question that follows it
    chat_burst: int = 3
    #: seconds, never going back
    clock: Callable[[], float] = time.monotonic
    _all: Meter = field(init=False)
    _chats: dict[str, Meter] = field(init=False, default_factory=dict)
    _held_until: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        # a tenth of a second's worth may leave at once: what the clock's grain needs, no more
        self._all = Meter(self.rate, max(1, int(self.rate / 10)))

    def delay(self, address: str) -> float:
        """Book the next place for an address; return how many seconds it is away."""
        now = self.clock()
        chat = self._chats.setdefault(address, Meter(self.chat_rate, self.chat_burst))
        if len(self._chats) > REMEMBERED:
            self._forget(now)
        return max(self.held(), self._all.book(now), chat.book(now))

    def held(self) -> float:
        """Return for how many more seconds nothing may leave."""
        return max(0.0, self._held_until - self.clock())

    def hold(self, seconds: float) -> None:
        """Let nothing leave for this long: what a provider asked for (`retry_after`)."""
        self._held_until = max(self._held_until, self.clock() + seconds)

    def _forget(self, now: float) -> None:
        self._chats = {address: meter for address, meter in self._chats.items() if meter.free_at > now}
