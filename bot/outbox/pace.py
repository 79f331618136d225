"""When may the next message leave? At the pace that a channel allows, to all and to each chat (norms §6)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

#: chats that are remembered; beyond, those whose pace has long been free are forgotten
REMEMBERED = 10_000

#: part of a second whose messages may leave at once: a clock's grain; a provider that counts strictly answers 429 to more
AT_ONCE = 0.02


class Booking(Protocol):
    """Gives messages their time to leave, in this process or shared by all senders of a channel."""

    async def book(self, addresses: Sequence[str]) -> list[float]:
        """Book the next places; return for each address how many seconds away its own is."""

    async def held(self) -> float:
        """Return for how many more seconds nothing may leave."""

    async def hold(self, seconds: float) -> None:
        """Let nothing leave for this long: what a provider asked for (`retry_after`)."""

    def part(self) -> float:
        """Return how many messages a second are for this process to send."""

    def resting(self) -> float:
        """Return for how many more seconds nothing may leave, as far as this process knows; costs nothing."""


@dataclass(slots=True)
class Meter:
    """A leaky bucket (GCRA): one message each `step` seconds, of which `burst` may leave at once."""

    #: when the bucket is empty again, on the loop's clock
    free_at: float = 0.0

    def book(self, now: float, step: float, burst: int) -> float:
        """Take the next place; return how many seconds it is away."""
        self.free_at = max(self.free_at, now) + step
        return max(0.0, self.free_at - now - step * burst)


def burst_of(rate: float) -> int:
    """Return how many messages may leave at once to all."""
    return max(1, int(rate * AT_ONCE))


@dataclass(slots=True)
class Pace:
    """The pace of one channel in this process, which takes its part of it where several send."""

    #: messages a second to all, and to one chat
    rate: float
    chat_rate: float
    #: messages that may leave at once to one chat: a notice and the question that follows it
    chat_burst: int = 3
    #: seconds, never going back
    clock: Callable[[], float] = time.monotonic
    #: how many processes send at this moment
    senders: Callable[[], int] = lambda: 1
    _all: Meter = field(init=False, default_factory=Meter)
    _chats: dict[str, Meter] = field(init=False, default_factory=dict)
    _held_until: float = field(init=False, default=0.0)

    async def book(self, addresses: Sequence[str]) -> list[float]:
        """Book the next places; return for each address how many seconds away its own is."""
        return [self.delay(address) for address in addresses]

    async def held(self) -> float:
        """Return for how many more seconds nothing may leave."""
        return self.resting()

    async def hold(self, seconds: float) -> None:
        """Let nothing leave for this long: what a provider asked for (`retry_after`)."""
        self.rest(seconds)

    def part(self) -> float:
        """Return how many messages a second are for this process to send."""
        return self.rate / self.senders()

    def delay(self, address: str) -> float:
        """Book the next place for an address; return how many seconds it is away."""
        now, share = self.clock(), self.senders()
        chat = self._chats.setdefault(address, Meter())
        if len(self._chats) > REMEMBERED:
            self._forget(now)
        return max(
            self.resting(),
            self._all.book(now, share / self.rate, burst_of(self.rate / share)),
            chat.book(now, share / self.chat_rate, self.chat_burst),
        )

    def resting(self) -> float:
        """Return for how many more seconds nothing may leave."""
        return max(0.0, self._held_until - self.clock())

    def rest(self, seconds: float) -> None:
        """Let nothing leave for this long."""
        self._held_until = max(self._held_until, self.clock() + seconds)

    def _forget(self, now: float) -> None:
        self._chats = {address: meter for address, meter in self._chats.items() if meter.free_at > now}
