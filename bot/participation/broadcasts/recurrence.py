"""Which rule of RFC 5545 is meant by "every second Monday, six times", and which of these is a rule?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from bot.participation.broadcasts.draft import BadDraft

#: How often; `month_day`: the day of the month that the first time has; `month_weekday`: its first Monday, last Friday…
Every = Literal["day", "week", "month_day", "month_weekday", "year"]

EVERY = get_args(Every)

#: Days as RFC 5545 names them, from Monday.
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

#: Which of the days of a month: the first four, and the last.
RANKS = (1, 2, 3, 4, -1)

#: Largest interval and number of times.
MOST_APART, MOST_TIMES = 52, 500

_FREQUENCY = {
    "day": "DAILY", "week": "WEEKLY", "month_day": "MONTHLY", "month_weekday": "MONTHLY", "year": "YEARLY"
}  # fmt: skip
_RANKED = re.compile(r"(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often something is sent, as people say it; it ends after `count` times, or on the day `until`."""

    every: Every
    #: every second, third… of these
    interval: int = 1
    #: from Monday, 0; one for `month_weekday`
    weekdays: tuple[int, ...] = ()
    rank: int = 1
    count: int = 0
    until: date | None = None


def write_rule(meant: Recurrence) -> str:
    """Return the rule, without DTSTART. Raise BadDraft for what cannot be: no end, no day, too often."""
    _check(meant)
    parts = [f"FREQ={_FREQUENCY[meant.every]}"]
    if meant.interval > 1:
        parts.append(f"INTERVAL={meant.interval}")
    if meant.every == "week":
        parts.append("BYDAY=" + ",".join(DAYS[day] for day in sorted(set(meant.weekdays))))
    if meant.every == "month_weekday":
        parts.append(f"BYDAY={meant.rank}{DAYS[meant.weekdays[0]]}")
    parts.append(f"COUNT={meant.count}" if meant.count else f"UNTIL={meant.until:%Y%m%d}")
    return ";".join(parts)


def read_rule(rule: str) -> Recurrence | None:
    """Return what a rule means, None for one that these words cannot say."""
    parts = dict(pair.partition("=")[::2] for pair in rule.upper().split(";") if pair)
    every = _every(parts)
    if every is None or parts.keys() - {"FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL"}:
        return None
    try:
        until = datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date() if "UNTIL" in parts else None  # noqa: DTZ007
        interval, count = int(parts.get("INTERVAL", 1)), int(parts.get("COUNT", 0))
    except ValueError:
        return None
    days = parts.get("BYDAY", "")
    if every == "month_weekday":
        rank, day = _RANKED.fullmatch(days).groups()  # type: ignore[union-attr]
        return Recurrence(every, interval, (DAYS.index(day),), int(rank), count, until)
    weekdays = tuple(DAYS.index(day) for day in days.split(",") if day)
    return Recurrence(every, interval, weekdays, 1, count, until)


def _every(parts: dict[str, str]) -> Every | None:
    days = parts.get("BYDAY", "")
    match parts.get("FREQ"):
        case "DAILY" if not days:
            return "day"
        case "WEEKLY" if days and all(day in DAYS for day in days.split(",")):
            return "week"
        case "MONTHLY" if not days:
            return "month_day"
        case "MONTHLY" if _RANKED.fullmatch(days):
            return "month_weekday"
        case "YEARLY" if not days:
            return "year"
    return None


def _check(meant: Recurrence) -> None:
    if meant.every not in EVERY:
        raise BadDraft("every", f"one of {', '.join(EVERY)}")
    if not 1 <= meant.interval <= MOST_APART:
        raise BadDraft("interval", f"a number from 1 to {MOST_APART} is expected")
    if meant.every in ("week", "month_weekday") and not meant.weekdays:
        raise BadDraft("weekdays", "say on which day of the week")
    if meant.rank not in RANKS or not all(0 <= day < len(DAYS) for day in meant.weekdays):
        raise BadDraft("weekdays", "there is no such day")
    if bool(meant.count) == (meant.until is not None):
        raise BadDraft("ends", "say when it ends: after so many times, or on a day")
    if not 0 <= meant.count <= MOST_TIMES:
        raise BadDraft("count", f"a number from 1 to {MOST_TIMES} is expected")
