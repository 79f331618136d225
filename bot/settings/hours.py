"""In which hours may the service write first? "mon-fri 08:00-20:00, sat 10:00-18:00" as hours of each day."""

from __future__ import annotations

import re
from datetime import time

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

#: Hours of each day of the week, from Monday: (from, until), until not included; none: nothing is sent.
Hours = tuple[tuple[tuple[time, time], ...], ...]

_PART = re.compile(r"(?P<first>[a-z]{3})(-(?P<last>[a-z]{3}))? (?P<begin>\d\d:\d\d)-(?P<end>\d\d:\d\d)")


def parse_hours(text: str) -> Hours:
    """Return the hours of each day. Raise ValueError for what is not written so."""
    week: list[list[tuple[time, time]]] = [[] for _ in DAYS]
    for part in text.lower().split(","):
        for day, span in _read(part.strip()):
            week[day].append(span)
    return tuple(tuple(sorted(spans)) for spans in week)


def _read(part: str) -> list[tuple[int, tuple[time, time]]]:
    found = _PART.fullmatch(part)
    if not found:
        raise ValueError("not days and hours")
    first = DAYS.index(found["first"])
    last = DAYS.index(found["last"]) if found["last"] else first
    span = _clock(found["begin"]), _clock(found["end"])
    if last < first or span[0] >= span[1]:
        raise ValueError("days or hours that end before they begin")
    return [(day, span) for day in range(first, last + 1)]


def _clock(text: str) -> time:
    """Return a time of day; 24:00 is its last minute's end, as near as a day allows."""
    return time.max if text == "24:00" else time.fromisoformat(text)


def check_hours(value: str) -> str:
    """Return hours that can be read."""
    parse_hours(value)
    return value
