"""Is a rhythm in plain words the rule that fires on those days, and read back as it was said?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.participation.broadcasts.draft import BadDraft
from bot.participation.broadcasts.recurrence import EVERY, RANKS, Every, Recurrence, read_rule, write_rule
from bot.participation.broadcasts.rule import Timetable

PARIS = ZoneInfo("Europe/Paris")
#: A Monday.
STARTS = datetime(2027, 3, 1, 18)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    every: Every = draw(st.sampled_from(EVERY))
    days = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
    weekdays = {"week": days, "month_weekday": days[:1]}.get(every, ())
    rank = draw(st.sampled_from(RANKS)) if every == "month_weekday" else 1
    by_count = draw(st.booleans())
    count = draw(st.integers(1, 20)) if by_count else 0
    until = None if by_count else draw(st.dates(date(2028, 1, 1), date(2030, 1, 1)))
    return Recurrence(every, draw(st.integers(1, 5)), weekdays, rank, count, until)


def times(meant: Recurrence, count: int = 4) -> list[datetime]:
    table = Timetable(PARIS, STARTS, write_rule(meant))
    return [at.astimezone(PARIS) for at in table.first(datetime(2027, 1, 1, tzinfo=UTC), count)]


@given(recurrences())
def test_a_rule_is_read_back_as_it_was_said(meant: Recurrence) -> None:
    assert read_rule(write_rule(meant)) == meant


@given(recurrences())
def test_every_time_is_on_a_day_that_was_said(meant: Recurrence) -> None:
    for at in times(meant):
        assert at.hour == 18
        assert not meant.weekdays or at.weekday() in meant.weekdays
        assert meant.until is None or at.date() <= meant.until


def test_the_last_friday_of_each_month() -> None:
    found = times(Recurrence("month_weekday", weekdays=(4,), rank=-1, count=3))
    assert [at.date() for at in found] == [date(2027, 3, 26), date(2027, 4, 30), date(2027, 5, 28)]


def test_every_second_week_on_two_days() -> None:
    found = times(Recurrence("week", 2, (0, 3), count=4))
    assert [at.day for at in found] == [1, 4, 15, 18]


@pytest.mark.parametrize(
    ("meant", "path"),
    [
        (Recurrence("week", count=3), "weekdays"),
        (Recurrence("day"), "ends"),
        (Recurrence("day", count=3, until=date(2027, 1, 1)), "ends"),
        (Recurrence("day", 0, count=3), "interval"),
        (Recurrence("day", count=9_999), "count"),
        (Recurrence("month_weekday", weekdays=(1,), rank=7, count=1), "weekdays"),
    ],
)
def test_what_cannot_be_names_its_field(meant: Recurrence, path: str) -> None:
    with pytest.raises(BadDraft) as refused:
        write_rule(meant)
    assert refused.value.path == path


@pytest.mark.parametrize(
    "rule",
    ["FREQ=WEEKLY;COUNT=2", "FREQ=MONTHLY;BYDAY=MO,TU;COUNT=1", "FREQ=DAILY;BYMONTH=2", "", "nonsense"],
)
def test_a_rule_of_another_kind_is_no_rhythm(rule: str) -> None:
    assert read_rule(rule) is None
