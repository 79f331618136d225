"""At which times does a schedule fire? RFC 5545 on the territory's clocks, each time once (DST included)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from bot.participation.broadcasts.draft import BadDraft

#: Years ahead that are looked at for a time: a rule that does not fire within them never does.
YEARS = 10

EXAMPLE = "FREQ=MONTHLY;BYDAY=1MO;COUNT=6"

#: Largest COUNT and INTERVAL.
MOST = 1_000

#: Parts by which days are chosen in a year.
CHOOSING = frozenset(("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY"))

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

#: Parts of RFC 5545 that a rule may have: all but those within a day.
PARTS = frozenset(
    (
        "FREQ",
        "INTERVAL",
        "COUNT",
        "UNTIL",
        "BYDAY",
        "BYMONTH",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYSETPOS",
        "WKST",
    )
)


@dataclass(frozen=True, slots=True)
class Timetable:
    """Times on the clocks of a place; a time that the clocks jump over comes that much later."""

    timezone: ZoneInfo
    #: on the clocks, without a zone
    starts: datetime
    #: RFC 5545 without DTSTART; empty: once
    rule: str = ""
    excepted: frozenset[date] = frozenset()

    def after(self, moment: datetime) -> Iterator[datetime]:
        """Yield the times after a moment, in UTC."""
        for local in self._local(moment.astimezone(self.timezone).replace(tzinfo=None) - timedelta(days=1)):
            at = local.replace(tzinfo=self.timezone).astimezone(UTC)
            if at > moment and local.date() not in self.excepted:
                yield at

    def next(self, moment: datetime) -> datetime | None:
        """Return the first time after a moment, None when there is none."""
        return next(self.after(moment), None)

    def first(self, moment: datetime, count: int) -> list[datetime]:
        """Return the next times after a moment."""
        return list(islice(self.after(moment), count))

    def _local(self, since: datetime) -> Iterator[datetime]:
        if not self.rule:
            yield self.starts
            return
        horizon = _later(max(since, self.starts))
        rule, count = parse_rule(self.rule, self.starts, horizon)
        if count is None:
            yield from rule.xafter(since, inc=True)
        else:
            yield from (at for at in islice(rule, count) if at >= since)


def parse_rule(text: str, starts: datetime, horizon: datetime) -> tuple[rrule, int | None]:
    """Return the rule up to a horizon, and how many times it has in all if it says so. Raise BadDraft.

    The horizon ends a search that RFC 5545 would let go on to the year 9999.
    """
    parts = _parts(text)
    if parts["FREQ"] == "DAILY" and CHOOSING & parts.keys() and not _has_days(parts, starts):
        raise BadDraft("every", "no day of any year is like that: the rule never fires")
    count = parts.pop("COUNT", None)
    until = min(_until(parts.pop("UNTIL")), horizon) if "UNTIL" in parts else horizon
    bounded = {**parts, "UNTIL": until.strftime("%Y%m%dT%H%M%S")}
    try:
        rule = rrulestr(";".join(f"{key}={value}" for key, value in bounded.items()), dtstart=starts)
        times = None if count is None else int(count)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise BadDraft("every", f"not a rule of RFC 5545 ({error}): try {EXAMPLE}") from None
    assert isinstance(rule, rrule)
    return rule, times


def _has_days(parts: dict[str, str], starts: datetime) -> bool:
    """Tell whether a year ever has such days: a second, where looking day by day to the year 9999 takes twenty."""
    chosen = ";".join(f"{key}={parts[key]}" for key in sorted(CHOOSING & parts.keys()))
    try:
        return next(iter(rrulestr(f"FREQ=YEARLY;{chosen}", dtstart=starts)), None) is not None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return True  # the rule as a whole is refused, and says why


def _parts(text: str) -> dict[str, str]:
    """Return the parts of a rule, those that write once a day at most."""
    pairs = [part.partition("=") for part in text.strip().upper().removeprefix("RRULE:").split(";") if part]
    parts = {key: value for key, _, value in pairs}
    if strange := [key for key, equals, value in pairs if key not in PARTS or not equals or not value]:
        raise BadDraft(
            "every", f"{strange[0]!r} is no part of a rule here: the hour goes to `starts`; try {EXAMPLE}"
        )
    if len(parts) < len(pairs) or {"COUNT", "UNTIL"} <= parts.keys():
        raise BadDraft("every", "a part is there twice, or both COUNT and UNTIL")
    for name in ("COUNT", "INTERVAL"):
        if name in parts and not (parts[name].isdecimal() and 0 < int(parts[name]) <= MOST):
            raise BadDraft("every", f"{name} is a number from 1 to {MOST}")
    if parts.get("FREQ") not in FREQUENCIES:
        raise BadDraft(
            "every", f"FREQ is one of {', '.join(FREQUENCIES)}: more than once a day is too often (norms)"
        )
    return parts


def _until(text: str) -> datetime:
    """Return the last moment of a rule, on the clocks; a day alone is meant whole."""
    try:
        if "T" in text:
            return datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
        return datetime.combine(datetime.strptime(text, "%Y%m%d"), time.max).replace(microsecond=0)  # noqa: DTZ007
    except ValueError:
        raise BadDraft("every", f"UNTIL is a day such as 20270630, not {text!r}") from None


def _later(moment: datetime) -> datetime:
    return moment.replace(day=1, year=min(moment.year + YEARS, 9_999))


def check_fires(table: Timetable, now: datetime) -> None:
    """Raise BadDraft for a rule that never fires."""
    if table.next(now) is None:
        what = "this rule" if table.rule else "this time"
        raise BadDraft(
            "every" if table.rule else "starts",
            f"{what} never fires from now on: see its start, its end and its exceptions",
        )


def read_clock(value: object, path: str) -> datetime:
    """Return a time on the territory's clocks: 2026-12-07 18:00."""
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        found = None
    if (
        found is None
        or found.tzinfo is not None
        or (isinstance(value, str) and len(value) < len("2026-12-07T18:00"))
    ):
        raise BadDraft(path, "a day and a time are expected, on the town's clocks: 2026-12-07 18:00")
    return found


def read_days(values: object, path: str) -> frozenset[date]:
    """Return days: [2027-05-01, 2027-12-25]."""
    found = []
    for value in values if isinstance(values, Sequence) and not isinstance(values, str) else [values]:
        try:
            found.append(value if isinstance(value, date) else date.fromisoformat(str(value)))
        except ValueError:
            raise BadDraft(path, f"{value!r} is not a day, such as 2027-05-01") from None
    return frozenset(found)
