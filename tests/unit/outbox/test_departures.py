"""Do replies leave before what waits, and does nothing leave late in a burst, or while nothing may?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf

import pytest

from bot.outbox.departures import PATIENCE, Claimed, Departures
from bot.outbox.pace import Booking, Pace, Places, burst_of
from storage.outbox import BROADCAST, REPLY, Sending

NOW = datetime(2026, 9, 21, tzinfo=UTC)


def claimed(id: int, priority: int = BROADCAST) -> Claimed:
    content = {"text": "Bonjour"}
    sending = Sending(id, f"p{id}", "sms", str(id), content, "fr", priority, 1, NOW, 0, None, None, None)
    return Claimed(sending, "me")


@dataclass
class Fixed:
    """A pace that says what a test wants it to."""

    #: what each booking gives to every address, the last one from then on
    waits: list[float] = field(default_factory=lambda: [0.0])
    #: what nothing may leave for, asked again and again
    rests: list[float] = field(default_factory=list)
    ahead: float = 0.0
    #: what each chat alone asks for
    own: float = 0.0
    booked: list[int] = field(default_factory=list)

    async def book(self, addresses: Sequence[str], within: float = inf) -> Places:
        """Give all the same place."""
        self.booked.append(len(addresses))
        wait = self.waits.pop(0) if len(self.waits) > 1 else self.waits[0]
        few = 0 if self.ahead > within else len(addresses)
        return Places([wait] * few, [self.own] * few, self.ahead)

    async def held(self) -> float:
        """Rest not."""
        return 0.0

    async def hold(self, seconds: float) -> None:
        """Obey nobody."""

    async def stop(self, seconds: float, code: str) -> None:
        """Stop for nobody."""

    async def lift(self) -> None:
        """Have nothing to lift."""

    def stopped(self) -> float:
        """Never stop."""
        return 0.0

    def part(self) -> float:
        """Send a thousand a second."""
        return 1000.0

    def resting(self) -> float:
        """Rest as long as a test wants."""
        return self.rests.pop(0) if self.rests else 0.0


@dataclass
class Left:
    """What left, and what was given back."""

    sent: list[int] = field(default_factory=list)
    given_back: list[tuple[int, float]] = field(default_factory=list)
    low: int = 0
    #: called as each message leaves
    then: Callable[[int], None] = lambda _: None

    async def send(self, claimed: Claimed) -> None:
        self.sent.append(claimed.sending.id)
        self.then(claimed.sending.id)

    async def give_back(self, claimed: Claimed, seconds: float) -> None:
        self.given_back.append((claimed.sending.id, seconds))

    def booked(self) -> None:
        self.low += 1


def departing(pace: Booking) -> tuple[Departures, Left]:
    left = Left()
    return Departures(lambda: pace, left.send, left.give_back, left.booked), left


async def test_a_reply_passes_what_is_not_booked() -> None:
    rate = 200
    departures, left = departing(Pace(rate, 1000))

    def reply(id: int) -> None:
        if id == 0:
            departures.add([claimed(1000, REPLY)])

    left.then = reply
    departures.add(claimed(n) for n in range(100))
    await departures.finish()
    assert len(left.sent) == 101
    assert left.sent.index(1000) <= burst_of(rate)


async def last_to_leave(pace: Fixed) -> int:
    """Return which leaves last: one of three broadcasts with places 0.2 s away, or a reply (1000) with one 0.3 s away."""
    departures, left = departing(pace)
    departures.add(claimed(n) for n in range(3))
    for _ in range(5):  # the steps of booking
        await asyncio.sleep(0)
    assert departures.broadcasts() == 0  # each has its place
    departures.add([claimed(1000, REPLY)])
    await departures.finish()
    assert sorted(left.sent) == [0, 1, 2, 1000]
    return left.sent[-1]


async def test_a_reply_takes_the_next_place_of_a_broadcast() -> None:
    assert await last_to_leave(Fixed(waits=[0.2, 0.3])) != 1000


async def test_a_reply_takes_no_place_that_its_own_chat_forbids() -> None:
    assert await last_to_leave(Fixed(waits=[0.2, 0.3], own=0.25)) == 1000


async def in_line(pace: Fixed, priority: int) -> int:
    """Return how many of three messages, each with a place that is to come, are counted as replies that wait."""
    departures, _ = departing(pace)
    departures.add(claimed(n, priority) for n in range(3))
    for _ in range(5):  # the steps of booking
        await asyncio.sleep(0)
    assert pace.booked == [3]
    waiting = departures.replies()
    await departures.finish()
    assert departures.replies() == 0
    return waiting


async def test_replies_behind_others_are_counted_until_they_leave() -> None:
    assert await in_line(Fixed(waits=[0.05]), REPLY) == 3


async def test_a_reply_behind_its_own_chat_holds_up_nobody() -> None:
    assert await in_line(Fixed(waits=[0.05], own=0.05), REPLY) == 0


async def test_broadcasts_hold_up_no_replies() -> None:
    assert await in_line(Fixed(waits=[0.05]), BROADCAST) == 0


async def test_all_leave_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    # places a millisecond apart, or lateness, would have a machine that stalls change the order
    monkeypatch.setattr("bot.outbox.departures.LATE", inf)
    departures, left = departing(Fixed())
    departures.add(claimed(n) for n in range(100))
    await departures.finish()
    assert left.sent == list(range(100))
    assert left.low >= 2  # whoever claims is told again and again
    assert departures.replies() == departures.broadcasts() == 0


async def test_nothing_leaves_faster_than_its_pace() -> None:
    departures, left = departing(Pace(200, 1000))
    loop, times = asyncio.get_running_loop(), []
    left.then = lambda _: times.append(loop.time())
    departures.add(claimed(n) for n in range(60))
    await departures.finish()
    assert times[-1] - times[0] >= 56 / 200 - 0.05
    assert len(times) == 60


async def test_a_place_that_is_past_is_lost() -> None:
    pace = Fixed(waits=[-1.0, 0.0])
    departures, left = departing(pace)
    departures.add([claimed(1), claimed(2)])
    await departures.finish()
    assert sorted(left.sent) == [1, 2]
    assert pace.booked[0] == 2 and sum(pace.booked) == 4  # each booked again, once


async def test_who_is_always_late_sends_at_last() -> None:
    pace = Fixed(waits=[-1.0])
    departures, left = departing(pace)
    departures.add([claimed(1)])
    await departures.finish()
    assert left.sent == [1]
    assert pace.booked == [1] * (1 + PATIENCE)


async def test_what_is_booked_obeys_a_hold() -> None:
    pace = Fixed(rests=[1.0])
    departures, left = departing(pace)
    departures.add([claimed(1)])
    await departures.finish()
    assert left.sent == [1]
    assert pace.booked == [1, 1]


async def test_a_long_rest_gives_all_back() -> None:
    pace = Fixed(waits=[900.0], ahead=900.0)
    departures, left = departing(pace)
    departures.add([claimed(1), claimed(2), claimed(3, REPLY)])
    await departures.finish()
    assert left.sent == []
    assert sorted(left.given_back) == [(1, 900.0), (2, 900.0), (3, 900.0)]


async def test_a_booking_that_fails_loses_nothing() -> None:
    pace = Fixed()

    async def fail(_addresses: Sequence[str], _within: float = inf) -> Places:
        raise ArithmeticError

    pace.book, book = fail, pace.book  # type: ignore[method-assign, assignment]
    departures, left = departing(pace)
    departures.add([claimed(1), claimed(2)])
    await departures.finish()
    assert departures.broadcasts() == 2
    pace.book = book  # type: ignore[method-assign]
    departures.add([claimed(3)])
    await departures.finish()
    assert left.sent == [1, 2, 3]
