"""Is a jump of the clock seen, once, and a clock that drifts left alone?"""

from __future__ import annotations

import pytest

from bot.scheduler.clock import TOLERANCE, Clock


class Times:
    """A wall clock and a steady one that a test moves."""

    def __init__(self) -> None:
        self.wall, self.steady = 1_700_000_000.0, 50.0

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.steady)


@pytest.mark.parametrize("seconds", [3600.0, -3600.0, TOLERANCE, -TOLERANCE])
def test_a_jump_is_seen_once(seconds: float) -> None:
    times = Times()
    clock = times.clock()
    times.wall += seconds + 1
    times.steady += 1
    assert clock.jumped()
    assert not clock.jumped()


def test_a_drift_is_no_jump() -> None:
    times = Times()
    clock = times.clock()
    for _ in range(1000):
        times.wall += 1.01
        times.steady += 1
        assert not clock.jumped()
