"""Does nothing leave faster than a channel allows, to all and to each chat?"""

from __future__ import annotations

import pytest

from bot.outbox.pace import REMEMBERED, Pace


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def leave(pace: Pace, clock: Clock, addresses: list[str]) -> list[float]:
    """Return when each message leaves, one sender after the other."""
    return [clock.now + pace.place(address)[0] for address in addresses]


def test_all_together_keep_the_rate() -> None:
    clock = Clock()
    times = leave(Pace(30, 1000, clock=clock), clock, [str(n) for n in range(300)])
    assert times == sorted(times)
    for start in times:
        assert sum(start <= at < start + 1 for at in times) <= 30 + 3
    assert times[-1] - times[0] >= 300 / 30 - 0.2


def test_one_chat_keeps_its_own_rate() -> None:
    clock = Clock()
    times = leave(Pace(1000, 1, clock=clock), clock, ["a"] * 10)
    assert [round(at - clock.now, 6) for at in times] == [0, 0, 0, 1, 2, 3, 4, 5, 6, 7]


def test_a_busy_chat_holds_up_no_other() -> None:
    clock = Clock()
    pace = Pace(1000, 1, clock=clock)
    leave(pace, clock, ["a"] * 10)
    assert pace.place("b")[0] == 0


def test_a_quiet_minute_is_not_saved_up() -> None:
    clock = Clock()
    pace = Pace(10, 1000, clock=clock)
    pace.place("a")[0]
    clock.now += 60
    times = leave(pace, clock, [str(n) for n in range(20)])
    assert sum(at == clock.now for at in times) == 1
    assert times[-1] - clock.now >= 1.8


def test_what_a_provider_asks_is_obeyed() -> None:
    clock = Clock()
    pace = Pace(30, 1, clock=clock)
    pace.rest(7)
    pace.rest(3)
    assert pace.place("a")[0] == 7
    clock.now += 7
    assert pace.place("b")[0] == pytest.approx(1 / 30)  # evenly afterwards


def test_a_million_chats_are_not_remembered() -> None:
    clock = Clock()
    pace = Pace(1e9, 1, clock=clock)
    for n in range(REMEMBERED * 3):
        clock.now += 0.001
        pace.place(str(n))[0]
    assert len(pace._chats) <= REMEMBERED + 1
    # those who wait are not forgotten
    for _ in range(5):
        pace.place("busy")[0]
    assert pace.place("busy")[0] > 2


def test_several_senders_take_their_part() -> None:
    clock = Clock()
    paces = [Pace(30, 1000, clock=clock, senders=lambda: 3) for _ in range(3)]
    times = sorted(at for pace in paces for at in leave(pace, clock, [str(n) for n in range(100)]))
    for start in times:
        assert sum(start <= at < start + 1 for at in times) <= 30 + 3
    assert paces[0].part() == 10


def test_a_sender_that_goes_leaves_its_part() -> None:
    clock, senders = Clock(), [2]
    pace = Pace(10, 1000, clock=clock, senders=lambda: senders[0])
    assert round(leave(pace, clock, [str(n) for n in range(11)])[-1] - clock.now, 6) == 2.0
    senders[0] = 1
    assert round(leave(pace, clock, [str(n) for n in range(10)])[-1] - clock.now, 6) == 3.1


async def test_one_that_others_have_not_counted_leaves_them_the_pace() -> None:
    left = [1.5]
    pace = Pace(10.0, 50.0, joining=lambda: left[0])
    assert await pace.held() == pytest.approx(1.5)
    assert (await pace.book(["a"])).waits[0] == pytest.approx(1.5, abs=0.1)
    left[0] = 0.0
    assert await pace.held() == 0.0
