"""When may the next message leave? At the pace that a channel allows, to all and to each chat (norms §6)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Protocol

#: chats that are remembered; beyond, those whose pace has long been free are forgotten
REMEMBERED = 10_000

#: part of a second whose messages may leave at once: a clock's grain; a provider that counts strictly answers 429 to more
AT_ONCE = 0.02


@dataclass(frozen=True, slots=True)
class Places:
    """What was booked: for the first of the addresses, in their order."""

    #: seconds that each place is away
    waits: Sequence[float]
    #: seconds that each chat's own pace asks for, whatever the others do: no earlier place is any use to it
    owns: Sequence[float]
    #: seconds until the first place that nobody has booked
    ahead: float

    def later(self, seconds: float) -> Places:
        """Return the same places, so many seconds later."""
        if not seconds:
            return self
        waits, owns = ([place + seconds for place in places] for places in (self.waits, self.owns))
        return Places(waits, owns, self.ahead + seconds)


class Booking(Protocol):
    """Gives messages their time to leave, in this process or shared by all senders of a channel."""

    async def book(self, addresses: Sequence[str], within: float = inf) -> Places:
        """Book the next places, as many as are no more than `within` seconds away."""

    async def held(self) -> float:
        """Return for how many more seconds nothing may leave."""

    async def hold(self, seconds: float) -> None:
        """Let nothing leave for this long: what a provider asked for (`retry_after`)."""

    async def stop(self, seconds: float, code: str) -> None:
        """Let nothing leave for this long, or until a process starts: a provider refuses all, for this code."""

    async def lift(self) -> None:
        """Forget that a provider refused all; what it asked for (`hold`) stands."""

    def part(self) -> float:
        """Return how many messages a second are for this process to send."""

    def resting(self) -> float:
        """Return for how many more seconds nothing may leave, as far as this process knows; costs nothing."""

    def stopped(self) -> float:
        """Return how many of these seconds end when a process starts."""


@dataclass(slots=True)
class Meter:
    """A leaky bucket (GCRA): one message each `step` seconds, of which `burst` may leave at once."""

    #: when the bucket is empty again, on the loop's clock
    free_at: float = 0.0

    def book(self, now: float, step: float, burst: int) -> float:
        """Take the next place; return how many seconds it is away."""
        away = self.away(now, step, burst)
        self.free_at = max(self.free_at, now) + step
        return away

    def away(self, now: float, step: float, burst: int) -> float:
        """Return how many seconds the next place is away."""
        return max(0.0, max(self.free_at, now) - now - step * (burst - 1))


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
    #: for how many more seconds the others do not know that this process sends, and have the whole pace
    joining: Callable[[], float] = lambda: 0.0
    _all: Meter = field(init=False, default_factory=Meter)
    _chats: dict[str, Meter] = field(init=False, default_factory=dict)
    _held_until: float = field(init=False, default=0.0)
    _stopped_until: float = field(init=False, default=0.0)

    async def book(self, addresses: Sequence[str], within: float = inf) -> Places:
        """Book the next places, as many as are no more than `within` seconds away."""
        waits, owns = list[float](), list[float]()
        for address in addresses:
            if self._ahead() > within:
                break
            wait, own = self.place(address)
            waits.append(wait)
            owns.append(own)
        return Places(waits, owns, self._ahead())

    async def held(self) -> float:
        """Return for how many more seconds nothing may leave."""
        return self.resting()

    async def hold(self, seconds: float) -> None:
        """Let nothing leave for this long: what a provider asked for (`retry_after`)."""
        self.rest(seconds)

    async def stop(self, seconds: float, code: str) -> None:
        """Let nothing leave for this long, or until this process starts again."""
        self.block(seconds)

    async def lift(self) -> None:
        """Forget that a provider refused all."""
        self.block(0.0)

    def part(self) -> float:
        """Return how many messages a second are for this process to send."""
        return self.rate / self.senders()

    def place(self, address: str) -> tuple[float, float]:
        """Book the next place for an address; return how many seconds it is away, and how far its chat alone has it."""
        now, chat_step = self.clock(), self.senders() / self.chat_rate
        chat = self._chats.setdefault(address, Meter())
        if len(self._chats) > REMEMBERED:
            self._forget(now)
        # what may not leave now leaves evenly afterwards
        self._all.free_at = max(self._all.free_at, now + self.resting())
        wait = self._all.book(now, *self._step())
        own = max(self.resting(), chat.book(now, chat_step, self.chat_burst))
        return max(wait, own), own

    def resting(self) -> float:
        """Return for how many more seconds nothing may leave."""
        return max(self.joining(), max(self._held_until, self._stopped_until) - self.clock())

    def stopped(self) -> float:
        """Return how many of these seconds end when a process starts."""
        return max(0.0, self._stopped_until - self.clock())

    def rest(self, seconds: float) -> None:
        """Let nothing leave for this long."""
        self._held_until = max(self._held_until, self.clock() + seconds)

    def block(self, seconds: float) -> None:
        """Let nothing leave for this long (0: no longer), as nothing can."""
        self._stopped_until = self.clock() + seconds

    def _ahead(self) -> float:
        return max(self.resting(), self._all.away(self.clock(), *self._step()))

    def _step(self) -> tuple[float, int]:
        """Return the seconds between two messages of this process, and how many of them may leave at once."""
        part = self.part()
        return 1 / part, burst_of(part)

    def _forget(self, now: float) -> None:
        self._chats = {address: meter for address, meter in self._chats.items() if meter.free_at > now}
