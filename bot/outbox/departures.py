"""When does what is claimed leave? Replies first, and broadcasts are booked a moment ahead only.

A reply takes the next place that a broadcast of this process has, which gets the reply's: as many leave as before.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from bot.outbox.pace import Booking, Places
from storage.outbox import REPLY, Sending

#: seconds ahead that broadcasts are booked, by all senders together: a reply waits behind no more of them
AHEAD = 0.12

#: seconds of booked places below which more are booked: a round trip, and a loop that is busy
LEAD = 0.08

#: part of a second whose broadcasts one process books at once: senders take turns
SLICE = 0.05

#: seconds after which a place is lost, and another is booked: a process that stood still sends no burst when it goes on
LATE = 0.05

#: places that a message may lose: a process that is always late sends all the same
PATIENCE = 2

#: most messages that are on their way at once: a provider that answers slowly is not drowned
AT_SEA = 200

#: longest time a claimed message waits to be sent, in seconds; well under `recovery.ABANDONED`
LONGEST_HELD = 20.0

log = structlog.get_logger()


@dataclass(slots=True)
class Claimed:
    """A message that is ours to send."""

    sending: Sending
    #: the name it was claimed under
    name: str
    #: places that it had, and left too late to use
    lost: int = 0
    #: whether it is a reply whose place is to come because others leave first, and not its own chat's last message
    in_line: bool = False


@dataclass(slots=True, eq=False)
class Seat:
    """A place that is booked, and who has it until then."""

    #: on this machine's monotonic clock, in seconds
    at: float
    claimed: Claimed


@dataclass(slots=True)
class Departures:
    """What one sender has claimed, until it leaves; nothing runs while there is nothing."""

    #: the pace, which a test may replace
    pace: Callable[[], Booking]
    #: carries one message, and records what became of it
    send: Callable[[Claimed], Awaitable[None]]
    #: gives one back that would wait too long, with the seconds that nothing may leave
    give_back: Callable[[Claimed, float], Awaitable[None]]
    #: called when broadcasts were booked, and their stock may be low
    booked: Callable[[], None]
    _replies: deque[Claimed] = field(init=False, default_factory=deque)
    _broadcasts: deque[Claimed] = field(init=False, default_factory=deque)
    #: places that broadcasts have
    _seats: set[Seat] = field(init=False, default_factory=set)
    #: how many are in line
    _lined_up: int = field(init=False, default=0)
    #: booked, on their way, or being recorded
    _leaving: set[asyncio.Future[None]] = field(init=False, default_factory=set)
    _booking: asyncio.Task[None] | None = field(init=False, default=None)
    _urgent: asyncio.Event = field(init=False, default_factory=asyncio.Event)

    def add(self, claimed: Iterable[Claimed]) -> None:
        """Let messages leave, each at its place."""
        for each in claimed:
            self._queue(each).append(each)
        self._go_on()

    def replies(self) -> int:
        """Return how many replies wait for others to leave: another process may have room for more of them.

        What waits for its own chat's pace holds up nobody, and is not counted.
        """
        return len(self._replies) + self._lined_up

    def broadcasts(self) -> int:
        """Return how many broadcasts have no place yet."""
        return len(self._broadcasts)

    async def finish(self) -> None:
        """Return when everything has left, and is recorded."""
        while tasks := [*self._leaving, *([self._booking] if self._busy() and self._booking else [])]:
            await asyncio.wait(tasks)

    def _queue(self, claimed: Claimed) -> deque[Claimed]:
        return self._replies if claimed.sending.priority == REPLY else self._broadcasts

    def _busy(self) -> bool:
        return self._booking is not None and not self._booking.done()

    def _go_on(self) -> None:
        """Book for what waits, at once for replies."""
        if self._replies:
            self._urgent.set()
        if (self._replies or self._broadcasts) and not self._busy():
            self._booking = asyncio.create_task(self._book())

    async def _book(self) -> None:
        try:
            await self._book_all()
        except Exception:
            # what has no place waits for the next that comes, and is given back by nobody: it stays ours
            log.exception("booking failed")

    async def _book_all(self) -> None:
        while self._replies or self._broadcasts:
            while len(self._leaving) >= AT_SEA:
                await asyncio.wait(self._leaving, return_when=asyncio.FIRST_COMPLETED)
            self._urgent.clear()
            ahead = await (self._book_replies() if self._replies else self._book_broadcasts())
            if ahead > LONGEST_HELD:
                self._give_all_back(ahead)
            elif self._broadcasts and not self._replies:
                await self._rest(ahead - LEAD)

    async def _book_replies(self) -> float:
        return (await self._take(self._replies, AT_SEA - len(self._leaving), math.inf)).ahead

    async def _book_broadcasts(self) -> float:
        few = math.ceil(self.pace().part() * SLICE)
        places = await self._take(self._broadcasts, min(few, AT_SEA - len(self._leaving)), AHEAD)
        self.booked()
        return places.ahead

    def _give_all_back(self, seconds: float) -> None:
        for queue in (self._replies, self._broadcasts):
            while queue:
                self._start(self.give_back(queue.popleft(), seconds))

    async def _take(self, queue: deque[Claimed], few: int, within: float) -> Places:
        """Book for the first few of a queue, and let them go to their places; those that get none stay."""
        batch = [queue.popleft() for _ in range(min(few, len(queue)))]
        gone = 0
        try:
            places = await self.pace().book([each.sending.address for each in batch], within)
            now, gone = time.monotonic(), len(places.waits)
        finally:
            queue.extendleft(reversed(batch[gone:]))
        for each, wait, own in zip(batch, places.waits, places.owns, strict=False):
            if wait > LONGEST_HELD:
                self._start(self.give_back(each, wait))
            else:
                self._line_up(each, wait > own)
                self._start(self._depart(self._seat(each, now + wait, now + own)))
        return places

    def _line_up(self, claimed: Claimed, is_behind: bool) -> None:
        """Count a reply that is behind others, or has been."""
        self._lined_up -= claimed.in_line
        claimed.in_line = is_behind and claimed.sending.priority == REPLY
        self._lined_up += claimed.in_line

    def _seat(self, claimed: Claimed, at: float, own: float) -> Seat:
        """Give a message its place; a reply exchanges it for the first one of a broadcast's that its own chat allows."""
        seat = Seat(at, claimed)
        if claimed.sending.priority == REPLY and (earlier := self._earlier(own, at)):
            seat.claimed, earlier.claimed = earlier.claimed, seat.claimed
            self._seats.remove(earlier)
        if seat.claimed.sending.priority != REPLY:
            self._seats.add(seat)
        return seat

    def _earlier(self, own: float, at: float) -> Seat | None:
        """Return the first seat of a broadcast from `own` on, if it is before `at`."""
        return min(
            (seat for seat in self._seats if own <= seat.at < at), key=lambda seat: seat.at, default=None
        )

    def _start(self, leaving: Awaitable[None]) -> None:
        task = asyncio.ensure_future(leaving)
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _depart(self, seat: Seat) -> None:
        """Send who has a place then; one whose place is lost waits for another, before all others."""
        if (wait := seat.at - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        self._seats.discard(seat)
        claimed = seat.claimed
        self._line_up(claimed, is_behind=False)
        is_late = time.monotonic() - seat.at > LATE and claimed.lost < PATIENCE
        if is_late or self.pace().resting() > 0:
            claimed.lost += is_late
            self._queue(claimed).appendleft(claimed)
            self._go_on()
        else:
            await self.send(claimed)

    async def _rest(self, seconds: float) -> None:
        """Return after this long, or when a reply comes."""
        if seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._urgent.wait(), seconds)
