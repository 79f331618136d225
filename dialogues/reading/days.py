"""Which days are there: with and without a year, ahead of today or behind?"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

#: Years that a date may have.
FIRST_YEAR, LAST_YEAR = 1900, 2100
#: Days after which a day without a year is next year's rather than the one that is past.
RECENT = 60


@dataclass(frozen=True, slots=True)
class Impossible:
    """A day that does not exist: 31/02, "le 32 mai", "lundi 3 mai" when that is a Sunday."""

    written: str


@dataclass(frozen=True, slots=True)
class Today:
    """What dates are counted from."""

    date: date
    #: does a day without a year lie before today (a birth, something that happened)?
    past: bool = False
    #: may it lie on either side of today?
    either: bool = False


Days = tuple[date, ...] | Impossible


def whole_year(written: str, today: Today) -> int:
    """Return the year that two or four figures are: 26 is 2026, 87 in the past is 1987."""
    year = int(written)
    if len(written) == 4:
        return year
    near = today.date.year // 100 * 100 + year
    return near - 100 if near > today.date.year + (0 if today.past else 30) else near


def exactly(day: int, month: int, year: int, written: str) -> Days:
    """Return the day, Impossible when the calendar has none."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return Impossible(written)
    return (date(year, month, day),)


def in_some_year(day: int, month: int, written: str, today: Today) -> Days:
    """Return the next such day (the last one, in the past); 29 February waits for its year."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000, month)[1]:
        return Impossible(written)
    step = -1 if today.past else 1
    for year in range(today.date.year, today.date.year + 9 * step, step):
        if (month, day) == (2, 29) and not isleap(year):
            continue
        found = date(year, month, day)
        if (found <= today.date) if today.past else (found >= today.date):
            return (found,)
    return Impossible(written)


def around(day: int, month: int, written: str, today: Today) -> Days:
    """Return the day without a year; also the one that is just past, where either may be meant."""
    found = in_some_year(day, month, written, today)
    past = in_some_year(day, month, written, Today(today.date, past=True)) if today.either else found
    if isinstance(found, Impossible) or isinstance(past, Impossible) or past == found:
        return found
    return (*past, *found) if (today.date - past[0]).days <= RECENT else found


def nearest(day: int, today: Today) -> tuple[date, ...]:
    """Return the days of this number that are likeliest meant, one or two: the last and the next where both may be."""
    if not today.either:
        return tuple(islice(months_round(day, today), 2))
    sides = (Today(today.date, past=True), Today(today.date))
    return tuple(dict.fromkeys(found for side in sides for found in islice(months_round(day, side), 1)))


def months_round(day: int, today: Today) -> Iterator[date]:
    """Give the days of this number in the thirteen months from this one, nearest first."""
    for n in range(13):
        months = today.date.year * 12 + today.date.month - 1 + (-n if today.past else n)
        year, month = months // 12, months % 12 + 1
        if day <= monthrange(year, month)[1]:
            found = date(year, month, day)
            if (found <= today.date) if today.past else (found >= today.date):
                yield found
