"""Is nobody ever written to at the wrong hour, or too often, whatever is scheduled?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.participation.broadcasts.caps import Caps
from bot.participation.broadcasts.rule import Timetable
from bot.participation.broadcasts.window import Window, find_holidays
from bot.settings.hours import parse_hours
from storage.initiated import Initiated

HOURS = parse_hours("mon-fri 08:00-20:00, sat 10:00-18:00")

#: Zones of the territory and their holidays: Europe, and five overseas.
ZONES = {
    "Europe/Paris": "FR",
    "America/Guadeloupe": "FR-971",
    "America/Cayenne": "FR-973",
    "Indian/Reunion": "FR-974",
    "Pacific/Noumea": "FR-NC",
    "America/Miquelon": "FR-PM",
}
START = datetime(2026, 1, 1, tzinfo=UTC)
TWO_YEARS = 2 * 366 * 24 * 60


def window(zone: str = "Europe/Paris") -> Window:
    return Window(ZoneInfo(zone), HOURS, find_holidays(ZONES[zone]))


@pytest.mark.parametrize("zone", ZONES)
def test_no_hour_of_two_years_is_wrong(zone: str) -> None:
    w, holiday = window(zone), find_holidays(ZONES[zone])
    for hours in range(2 * 366 * 24):
        at = START + timedelta(hours=hours, minutes=hours % 60)
        opens = w.opens(at)
        local = opens.astimezone(ZoneInfo(zone))
        assert opens >= at and (opens == at) == w.is_open(at)
        assert local.weekday() < 6 and not holiday(local.date())
        first, last = (10, 18) if local.weekday() == 5 else (8, 20)
        assert first <= local.hour < last


@given(minutes=st.integers(0, TWO_YEARS), zone=st.sampled_from(sorted(ZONES)))
def test_nothing_opens_earlier_than_told(minutes: int, zone: str) -> None:
    at = START + timedelta(minutes=minutes)
    w = window(zone)
    opens = w.opens(at)
    steps = int((opens - at).total_seconds() // 1800)
    assert not any(w.is_open(at + timedelta(minutes=30 * n)) for n in range(steps))


@given(
    schedules=st.lists(st.lists(st.integers(0, 30 * 24 * 60), max_size=20), max_size=6),
    per_day=st.integers(1, 3),
    per_week=st.integers(1, 5),
)
def test_caps_hold_for_any_schedules(schedules: list[list[int]], per_day: int, per_week: int) -> None:
    """Rows leave at the first hour that the gate allows; no day and no seven days hold more than they may."""
    w = window()
    caps = Caps(w, per_day, per_week)
    waiting = sorted(START + timedelta(minutes=minute) for times in schedules for minute in times)
    rows: list[Initiated] = []
    for n, due in enumerate(waiting):
        at = w.opens(max([due, *(row.at for row in rows if row.at)]))
        while (held := caps.judge([*rows, Initiated(n, "p", -n, None, None)], at)).get(n):
            later = held[n]
            assert later is not None and later > at and w.is_open(later)
            at = later
        rows.append(Initiated(n, "p", -n, at, None))
    left = [row.at for row in rows if row.at]
    for at in left:
        day, week = w.day_of(at), w.days_before(at, 6)
        assert w.is_open(at)
        assert sum(day <= other <= at for other in left) <= per_day
        assert sum(week <= other <= at for other in left) <= per_week


@given(claimed=st.integers(2, 6), per_day=st.integers(1, 4))
def test_one_claim_exceeds_no_cap_either(claimed: int, per_day: int) -> None:
    rows = [Initiated(n, "p", -n, None, None) for n in range(claimed)]
    held = Caps(window(), per_day, 7).judge(rows, START + timedelta(days=4, hours=9))
    assert claimed - len(held) == min(claimed, per_day)


def test_the_rest_of_a_message_may_follow_it() -> None:
    at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    rows = [
        Initiated(1, "p", 7, at, None),
        Initiated(2, "p", 7, None, None),
        Initiated(3, "p", 8, None, None),
    ]
    assert set(Caps(window()).judge(rows, at)) == {3}


def test_nobody_is_reminded_twice() -> None:
    at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    rows = [Initiated(1, "p", 7, at - timedelta(days=90), "bus"), Initiated(2, "p", 8, None, "bus")]
    assert Caps(window()).judge(rows, at) == {2: None}


@given(days=st.integers(0, 700), hour=st.integers(0, 23), zone=st.sampled_from(sorted(ZONES)))
def test_a_rule_keeps_its_hour(days: int, hour: int, zone: str) -> None:
    """Every time comes once, in order, at its hour on the clocks, but where the clocks jump over it."""
    starts = datetime(2026, 1, 1, hour) + timedelta(days=days)
    table = Timetable(ZoneInfo(zone), starts, "FREQ=DAILY;COUNT=200")
    times = table.first(START - timedelta(days=2), 200)
    assert times == sorted(set(times)) and len(times) == 200
    odd = [at for at in times if at.astimezone(ZoneInfo(zone)).hour != hour]
    assert len(odd) <= 1
