"""Which options does a reply name by their order: from one to another, the first two, those of the week-end?"""

from __future__ import annotations

from collections.abc import Callable

from dialogues.reading.fold import fold
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.naming import Options
from dialogues.reading.numbers import number_of

#: days of the week-end, 0 is Monday
WEEKEND = (5, 6)
#: words of "deux premiers"
COUNTED = 2

#: returns the place of the one option that some words name
Placing = Callable[[str, Options, Lexicon], int | None]


def run_of(bare: str, options: Options, lexicon: Lexicon, place: Placing) -> Options:
    """Return the options that follow one another in a reply; none for a reply of another form."""
    return (
        _at_an_end(bare, options, lexicon)
        or _days(bare, options, lexicon)
        or _between(bare, options, lexicon, place)
    )


def _at_an_end(bare: str, options: Options, lexicon: Lexicon) -> Options:
    """Read "deux premiers", "first two"."""
    tokens, selecting = bare.split(" "), lexicon.selecting
    if len(tokens) != COUNTED:
        return ()
    for end, count in (tokens, tokens[::-1]):
        number = number_of(count, lexicon)
        if number is not None and 0 < number <= len(options) and end in selecting.firsts | selecting.lasts:
            return options[:number] if end in selecting.firsts else options[-number:]
    return ()


def _days(bare: str, options: Options, lexicon: Lexicon) -> Options:
    """Read "en semaine" and "le week-end" where the options are days."""
    selecting = lexicon.selecting
    wanted = bare in selecting.weekend
    if not wanted and bare not in selecting.workdays:
        return ()
    days = {o: lexicon.calendar.weekdays.get(fold(o.label)) for o in options}
    return tuple(o for o, day in days.items() if day is not None and (day in WEEKEND) == wanted)


def _between(bare: str, options: Options, lexicon: Lexicon, place: Placing) -> Options:
    """Read "du lundi au vendredi", "2 à 4"; the first must stand before the last."""
    tokens, selecting = bare.split(" "), lexicon.selecting
    start = 1 if tokens[0] in selecting.since else 0
    for at in range(start + 1, len(tokens) - 1):
        if tokens[at] in selecting.until:
            first = place(" ".join(tokens[start:at]), options, lexicon)
            last = place(" ".join(tokens[at + 1 :]), options, lexicon)
            if first is not None and last is not None and first < last:
                return options[first : last + 1]
    return ()
