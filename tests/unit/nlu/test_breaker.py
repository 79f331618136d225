"""Is a server that fails left alone for a while, and asked again by one only?"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.nlu.breaker import FAILURES, PAUSE, WINDOW, Breaker


@dataclass
class Clock:
    """Seconds that a test sets."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock)


def fail(breaker: Breaker, times: int = FAILURES) -> None:
    for _ in range(times):
        assert breaker.allows()
        breaker.fail()


def test_it_opens_at_the_third_failure(breaker: Breaker) -> None:
    fail(breaker, FAILURES - 1)
    assert breaker.allows() and not breaker.is_open
    breaker.fail()
    assert not breaker.allows() and breaker.is_open


def test_failures_far_apart_do_not_open_it(breaker: Breaker, clock: Clock) -> None:
    for _ in range(10):
        fail(breaker, 1)
        clock.now += WINDOW / (FAILURES - 1) + 0.1
    assert breaker.allows()


def test_only_one_tries_after_the_pause(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.now += PAUSE - 0.1
    assert not breaker.allows()
    clock.now += 0.2
    assert [breaker.allows() for _ in range(3)] == [True, False, False]


def test_a_trial_that_succeeds_closes_it(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.now += PAUSE
    assert breaker.allows()
    breaker.succeed()
    fail(breaker, FAILURES - 1)
    assert breaker.allows()


def test_a_trial_that_fails_opens_it_again(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.now += PAUSE
    assert breaker.allows()
    breaker.fail()
    clock.now += PAUSE - 0.1
    assert not breaker.allows()


def test_a_late_answer_does_not_close_it(breaker: Breaker) -> None:
    assert breaker.allows()
    fail(breaker)
    breaker.succeed()
    assert not breaker.allows()


def test_late_failures_do_not_lengthen_the_pause(breaker: Breaker, clock: Clock) -> None:
    assert breaker.allows()
    fail(breaker)
    clock.now += 1
    breaker.fail()
    clock.now += PAUSE - 1
    assert breaker.allows()
