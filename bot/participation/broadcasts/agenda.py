"""What do staff write to have something sent again and again? A broadcast, and when; checked before it is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.participation.broadcasts.draft import (
    BadDraft,
    Known,
    read_draft,
    read_number,
    read_slug,
    write_draft,
)
from bot.participation.broadcasts.rule import Timetable, check_fires, read_clock, read_days
from storage.schedules import Schedule

FIELDS = ("schedule", "send", "starts", "every", "except", "after", "days", "late")

#: Hours after its time until which a schedule still runs: 6, and at most a week.
LATE, LATEST = 6, 168

#: Days after an act, at most.
DAYS = 365

#: An act of the audit: "idea published", "idea submitted".
ACT = re.compile(r"[a-z]+ [a-z]+")


def read_agenda(data: Any, known: Known, timezone: ZoneInfo, by: str, now: datetime) -> Schedule:
    """Return the schedule. Raise BadDraft or BadSegment."""
    if not isinstance(data, Mapping):
        raise BadDraft("schedule", "fields are expected, one on each line: schedule, send, starts, every…")
    if strange := data.keys() - set(FIELDS):
        raise BadDraft(str(min(strange, key=str)), f"no such field; there is {', '.join(FIELDS)}")
    slug = read_slug(data.get("schedule"), "schedule")
    given = data.get("send")
    if not isinstance(given, Mapping):
        raise BadDraft("send", "say what is sent: a message or a survey, and its segment")
    draft = read_draft({"broadcast": slug, **given}, known)
    late = read_number(data.get("late", LATE), "late", 1, LATEST)
    body = {key: value for key, value in write_draft(draft).items() if key != "broadcast"}
    schedule = Schedule(slug, body, "", by, now, late=late)
    return _following(schedule, data) if "after" in data else _repeated(schedule, data, timezone, now)


def _following(schedule: Schedule, data: Mapping[str, Any]) -> Schedule:
    """Return a schedule that follows an act: "idea published", so many days later."""
    if extra := data.keys() & {"starts", "every", "except"}:
        raise BadDraft(min(extra), "a schedule that follows something has no time of its own")
    act = data["after"]
    if not isinstance(act, str) or not ACT.fullmatch(act):
        raise BadDraft("after", "an act is expected, such as idea published")
    days = read_number(data.get("days", 0), "days", 0, DAYS)
    return replace(schedule, after=act, days=days)


def _repeated(schedule: Schedule, data: Mapping[str, Any], timezone: ZoneInfo, now: datetime) -> Schedule:
    if "days" in data:
        raise BadDraft("days", "days are counted after something: say what, with after")
    starts = read_clock(data.get("starts"), "starts")
    rule = str(data.get("every") or "")
    excepted = read_days(data["except"], "except") if "except" in data else frozenset()
    table = Timetable(timezone, starts, rule, excepted)
    check_fires(table, now)
    days = sorted(day.isoformat() for day in excepted)
    return replace(
        schedule, starts=starts.isoformat(), rule=rule, excepted=days, next_at=_utc(table.next(now))
    )


def _utc(moment: datetime | None) -> datetime | None:
    return moment and moment.astimezone(UTC)
