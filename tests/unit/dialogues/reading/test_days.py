"""On which side of today does a day without a year lie?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dialogues.reading.days import RECENT, Impossible, Today, around

TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("day", "month", "days"),
    [
        (1, 5, [date(2026, 5, 1), date(2027, 5, 1)]),
        (4, 5, [TODAY]),
        (5, 5, [date(2026, 5, 5)]),
        (14, 7, [date(2026, 7, 14)]),
    ],
)
def test_one_that_is_just_past_may_be_meant(day: int, month: int, days: list[date]) -> None:
    found = around(day, month, "", Today(TODAY, either=True))
    assert isinstance(found, tuple) and list(found) == days


def test_what_is_long_past_is_next_year() -> None:
    old = TODAY - timedelta(days=RECENT + 1)
    assert around(old.day, old.month, "", Today(TODAY, either=True)) == (old.replace(year=2027),)


def test_a_side_that_is_asked_for_is_kept() -> None:
    assert around(1, 5, "", Today(TODAY)) == (date(2027, 5, 1),)
    assert around(1, 5, "", Today(TODAY, past=True)) == (date(2026, 5, 1),)


def test_no_side_has_a_day_that_is_none() -> None:
    assert isinstance(around(31, 6, "31/06", Today(TODAY, either=True)), Impossible)
