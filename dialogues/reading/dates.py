"""Which day does a reply name?"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from dialogues.reading.days import (
    Days,
    Impossible,
    Today,
    around,
    exactly,
    months_round,
    nearest,
    whole_year,
)
from dialogues.reading.fold import fold, tidy
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.numbers import number_of
from dialogues.reading.phrases import cut_at, strip
from dialogues.reading.vocabulary import Calendar

#: A longer reply is a text; characters.
LONGEST = 80
#: Days in the longest count read: "dans 15 jours".
FARTHEST = 3660
#: words of "14 juillet", after which "dernier" says which
SHORTEST_TURN = 2
#: sides of "lundi ou mardi"
BOTH = 2
DAYS = {"day": 1, "week": 7}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{1,2})(?: ?[-/. ] ?(\d{4}|\d{2}))?")
_DAY = re.compile(r"(\d{1,3})(?:er|e|eme|st|nd|rd|th|o|a)?")


def read_date(text: str, at: datetime, lexicon: Lexicon, *, past: bool = False, either: bool = False) -> Days:
    """Return the days the reply may name: one when it is clear, several to choose from, none when it names none."""
    if len(text) > LONGEST:
        return ()
    today = Today(at.date(), past, either)
    plain = lexicon.without_politeness(tidy(text))
    numeric = _read_numeric(_without(plain, lexicon.calendar.fillers), today)
    if numeric is not None:
        return numeric
    polite = lexicon.without_politeness(fold(text))
    folded = polite if polite in lexicon.calendar.days else _without(polite, lexicon.calendar.fillers)
    if not folded:
        return ()
    words = folded.split(" ")
    relative = _read_relative(folded, words, today, lexicon)
    if relative is not None:
        return relative
    words, side = _turned(words, today, lexicon.calendar)
    named = _read_named(words, text, side, lexicon)
    if named is not None:
        return named
    return _read_either(plain, at, lexicon, today) or _read_elsewise(text, at, lexicon)


def _turned(words: list[str], today: Today, names: Calendar) -> tuple[list[str], Today]:
    """Return the words without "dernier" after a month, and the side of today that it tells: "le 14 juillet dernier"."""
    if len(words) <= SHORTEST_TURN or not any(word in names.months for word in words):
        return words, today
    if words[-1] in names.last:
        return words[:-1], Today(today.date, past=True)
    return (words[:-1], Today(today.date)) if words[-1] in names.next else (words, today)


def _read_either(plain: str, at: datetime, lexicon: Lexicon, today: Today) -> tuple[date, ...]:
    """Return both days of "lundi ou mardi"; none where one of them is in doubt by itself."""
    sides = [side for side in cut_at(lexicon.alternatives).split(plain) if side.strip()]
    if len(sides) != BOTH:
        return ()
    read = [read_date(side, at, lexicon, past=today.past, either=today.either) for side in sides]
    days = [days[0] for days in read if isinstance(days, tuple) and len(days) == 1]
    return tuple(dict.fromkeys(days)) if len(days) == BOTH else ()


def _without(text: str, fillers: frozenset[str]) -> str:
    return strip(text, fillers)


def _read_numeric(plain: str, today: Today) -> Days | None:
    """Day before month, as in France, whatever the language."""
    if found := _ISO.fullmatch(plain):
        return exactly(int(found[3]), int(found[2]), int(found[1]), plain)
    if not (found := _NUMERIC.fullmatch(plain)):
        return None
    day, month, year = int(found[1]), int(found[2]), found[3]
    return exactly(day, month, whole_year(year, today), plain) if year else around(day, month, plain, today)


def _read_relative(folded: str, words: list[str], today: Today, lexicon: Lexicon) -> Days | None:
    names = lexicon.calendar
    if folded in names.days:
        return (today.date + timedelta(days=names.days[folded]),)
    if (weekday := _weekday(words[0], names)) is not None and len(words) <= 3:
        return _on_weekday(weekday, " ".join(words[1:]), today, names)
    if len(words) == 2 and words[0] in names.next and (weekday := _weekday(words[1], names)) is not None:
        return _on_weekday(weekday, words[0], today, names)
    return _counted(folded, today, lexicon)


def _weekday(word: str, names: Calendar) -> int | None:
    return names.weekdays.get(word)


def _on_weekday(weekday: int, rest: str, today: Today, names: Calendar) -> Days | None:
    """`lundi` said on a Monday may be today or in a week."""
    ahead = (weekday - today.date.weekday()) % 7
    if rest in names.last:
        return (today.date - timedelta(days=(today.date.weekday() - weekday) % 7 or 7),)
    if rest in names.week_after:
        return (today.date + timedelta(days=(ahead or 7) + 7),)
    if rest in names.next:
        return (today.date + timedelta(days=ahead or 7),)
    if rest:
        return None
    if today.past:
        return (
            (today.date - timedelta(days=(7 - ahead) % 7),)
            if ahead
            else (today.date, today.date - timedelta(days=7))
        )
    return (today.date + timedelta(days=ahead),) if ahead else (today.date, today.date + timedelta(days=7))


def _counted(folded: str, today: Today, lexicon: Lexicon) -> Days | None:
    """Read "dans 15 jours", "il y a une semaine", "in two weeks", "3 days ago"."""
    names = lexicon.calendar
    for words, sign in ((names.ahead, 1), (names.ago, -1)):
        for word in words:
            if folded.startswith(f"{word} ") or folded.endswith(f" {word}"):
                return _count(strip(folded, frozenset({word})), sign, today, lexicon)
    return None


def _count(counted: str, sign: int, today: Today, lexicon: Lexicon) -> Days | None:
    amount, _, span = counted.rpartition(" ")
    number = number_of(amount, lexicon) if amount else 1 if lexicon.language == "ar" else None
    kind = lexicon.calendar.spans.get(span)
    if number is None or kind is None or number * DAYS.get(kind, 31) > FARTHEST:
        return None
    if kind in DAYS:
        return (today.date + timedelta(days=sign * number * DAYS[kind]),)
    months = today.date.month - 1 + sign * number
    year, month = today.date.year + months // 12, months % 12 + 1
    return (date(year, month, min(today.date.day, monthrange(year, month)[1])),)


def _read_named(words: list[str], text: str, today: Today, lexicon: Lexicon) -> Days | None:
    """Read "3", "samedi 14", "le 3 mai", "vendredi 1er mai 2026", "may 3"."""
    names = lexicon.calendar
    weekday = names.weekdays.get(words[0]) if len(words) > 1 else None
    parts = _parts(
        [w for w in (words[1:] if weekday is not None else words) if w not in names.fillers], lexicon
    )
    if parts is None:
        return None
    day, month, year = parts
    if month is None:
        return _some_month(day, weekday, text, today)
    found = around(day, month, text, today) if year is None else exactly(day, month, year, text)
    if isinstance(found, Impossible) or weekday is None:
        return found
    return tuple(day for day in found if day.weekday() == weekday) or Impossible(text.strip())


def _parts(words: list[str], lexicon: Lexicon) -> tuple[int, int | None, int | None] | None:
    """Return day, month, year; None when the words are not that and nothing else."""
    year = int(words[-1]) if len(words) > 2 and re.fullmatch(r"\d{4}", words[-1]) else None
    rest = words[:-1] if year is not None else words
    for split in range(len(rest) + 1):
        for day_words, month_words in ((rest[:split], rest[split:]), (rest[split:], rest[:split])):
            day, month = _day(" ".join(day_words), lexicon), _month(" ".join(month_words), lexicon.calendar)
            if day is not None and (month is not None or (not month_words and year is None)):
                return day, month, year
    return None


def _day(words: str, lexicon: Lexicon) -> int | None:
    if found := _DAY.fullmatch(words):
        return int(found[1])
    number = lexicon.ordinals.get(words) or number_of(words, lexicon)
    return number if number is not None and 0 < number <= 31 else None


def _month(word: str, names: Calendar) -> int | None:
    return names.months.get(word)


def _some_month(day: int, weekday: int | None, text: str, today: Today) -> Days:
    """A day without a month: with its weekday the next that fits, alone one of two."""
    if not 1 <= day <= 31:
        return Impossible(text.strip())
    if weekday is None:
        return nearest(day, today)
    met = next((d for d in months_round(day, today) if d.weekday() == weekday), None)
    return Impossible(text.strip()) if met is None else (met,)


def _read_elsewise(text: str, at: datetime, lexicon: Lexicon) -> Days:
    """Ask dateparser (imported late: it is heavy), and believe it only when every figure written is in its answer."""
    import dateparser

    words = fold(text).split(" ")
    figures = [int(word[:4]) for word in words if word.isdecimal()]
    if not 2 <= len(words) <= 6 or len(figures) == 0:
        return ()
    settings = {
        "RELATIVE_BASE": at.replace(tzinfo=None),
        "DATE_ORDER": "DMY",
        "REQUIRE_PARTS": ["day", "month"],
        "PREFER_DATES_FROM": "future",
    }
    try:
        found = dateparser.parse(fold(text), languages=[lexicon.language], settings=settings)
    except (ValueError, OverflowError, TypeError, KeyError, IndexError, RecursionError):
        return ()
    if found is None or not {*figures} <= {
        found.day,
        found.month,
        found.year,
        found.hour,
        found.minute,
        found.year % 100,
    }:
        return ()
    return (found.date(),)
