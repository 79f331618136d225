"""How do all senders keep one pace together, and what when Redis is away? Each then takes its part of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Protocol, TypeVar

from bot.outage import Outage
from bot.outbox.pace import Pace, Places
from bot.perseverance import backoff
from storage.errors import RedisAway

T = TypeVar("T")

#: seconds of silence when the pace is shared no more, or again: what was booked elsewhere has left by then
BETWEEN = 1.0


class Buckets(Protocol):
    """What books places for all senders of a channel."""

    async def book(self, chats: Sequence[str], within: float) -> tuple[list[float], list[float], float]:
        """Book the next places, as many as are no more than `within` seconds away; return how far away each is.

        And how far its chat alone has it, and how many seconds the first place is away that nobody has booked. Raise
        RedisAway.
        """

    async def hold(self, seconds: float) -> tuple[float, float]:
        """Let nothing leave for this long (0: only ask); return for how long nothing may. Raise RedisAway.

        And for how many more seconds the channel is stopped.
        """

    async def stop(self, seconds: float, code: str) -> None:
        """Let nothing leave for this long, or until that is lifted. Raise RedisAway."""

    async def lift(self) -> None:
        """Forget a stop; what is held stays so. Raise RedisAway."""


@dataclass(slots=True)
class SharedPace:
    """A channel's pace for all senders; without Redis, this process' part of it."""

    buckets: Buckets
    local: Pace
    outage: Outage
    #: what stands for an address in Redis: nobody's number
    mask: Callable[[str], str]
    _alone: bool = field(init=False, default=False)
    _tries: int = field(init=False, default=0)
    _again_at: float = field(init=False, default=0.0)
    #: until when another process stopped the channel, which one that starts may lift
    _heard_until: float = field(init=False, default=0.0)

    async def book(self, addresses: Sequence[str], within: float = inf) -> Places:
        """Book the next places, as many as are no more than `within` seconds away."""
        booked = await self._ask(lambda: self.buckets.book([self.mask(a) for a in addresses], within))
        places = Places(*booked) if booked else await self.local.book(addresses, within)
        # what a provider asked of this process stands, whatever became of Redis; so does what was heard of others
        return places.later(max(0.0, self.resting() - min(places.waits, default=places.ahead)))

    async def held(self) -> float:
        """Return for how many more seconds nothing may leave, whichever sender a provider told so."""
        return await self._hold(0.0)

    async def hold(self, seconds: float) -> None:
        """Let nothing leave for this long, from any sender."""
        self.local.rest(seconds)
        await self._hold(seconds)

    async def stop(self, seconds: float, code: str) -> None:
        """Let nothing leave for this long, from any sender; this one, which was refused, keeps to it until its end."""
        self.local.block(seconds)
        await self._ask(lambda: self._stopping(seconds, code))

    async def lift(self) -> None:
        """Let all senders go on that a stop keeps, but those that were refused themselves."""
        self.local.block(0.0)
        self._heard_until = 0.0
        await self._ask(self._lifting)

    def part(self) -> float:
        """Return how many messages a second are for this process to send."""
        return self.local.part()

    def resting(self) -> float:
        """Return for how many more seconds nothing may leave, as far as this process knows."""
        return max(self.local.resting(), self._heard())

    def stopped(self) -> float:
        """Return how many of these seconds end when a process starts."""
        return max(self.local.stopped(), self._heard())

    def _heard(self) -> float:
        return max(0.0, self._heard_until - self.local.clock())

    async def _hold(self, seconds: float) -> float:
        answer = await self._ask(lambda: self.buckets.hold(seconds))
        if answer is not None:
            left, stopped = answer
            self._heard_until = self.local.clock() + stopped
            if left:
                self.local.rest(left)
        return self.resting()

    async def _stopping(self, seconds: float, code: str) -> bool:
        await self.buckets.stop(seconds, code)
        return True

    async def _lifting(self) -> bool:
        await self.buckets.lift()
        return True

    async def _ask(self, asking: Callable[[], Awaitable[T]]) -> T | None:
        """Ask Redis, unless it was away a moment ago; None when it is."""
        now = self.local.clock()
        if self._alone and now < self._again_at:
            return None
        try:
            answer = await asking()
        except RedisAway as error:
            self._away(error)
            return None
        self._back()
        return answer

    def _away(self, error: RedisAway) -> None:
        self.outage.begin(error)
        self._again_at = self.local.clock() + backoff(self._tries)
        self._tries += 1
        if not self._alone:
            self._alone = True
            self.local.rest(BETWEEN)

    def _back(self) -> None:
        if self._alone:
            self._alone, self._tries = False, 0
            self.outage.end()
            self.local.rest(BETWEEN)
