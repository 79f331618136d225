"""What does a text name: a theme, a place, the reference of an idea, a date?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from bot.nlu.embedded.reading import LONGEST, REFERENCES
from bot.nlu.territory_data import SHORTEST, Territory
from dialogues.reading.fold import fold
from dialogues.reading.lexicon import load_lexicons
from dialogues.understanding import Entity

#: Words of the longest name that is looked for.
PHRASE = 4
#: Letters of the shortest name in which one typing error is forgiven.
FORGIVEN = 7
#: Plural and feminine endings that do not change a name.
ENDINGS = ("s", "x", "es")

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and where it stands in the text, in characters."""

    folded: str
    start: int
    end: int


Names = Mapping[str, tuple[str, str]]


def names_of(territory: Territory) -> Names:
    """Return kind and slug by folded name; the first that has a name keeps it."""
    found: dict[str, tuple[str, str]] = {}
    for kind, named in territory.kinds():
        for name in named.names:
            if len(fold(name)) >= SHORTEST:
                found.setdefault(fold(name), (kind, named.slug))
    return found


def find_entities(text: str, names: Names, language: str) -> tuple[Entity, ...]:
    """Return what the text names, in its order; where two meet, the longer one."""
    text = text[:LONGEST]
    words = [Word(fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]
    every = [*_references(text), *_named(text, words, names), *_dates(text, language)]
    kept: list[Entity] = []
    for entity in sorted(every, key=lambda e: (e.start - e.end, e.start)):
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return tuple(sorted(kept, key=lambda e: e.start))


def _references(text: str) -> Iterator[Entity]:
    for found in REFERENCES.finditer(text):
        yield Entity("idea_reference", found[0].upper(), found.start(), found.end())


def _named(text: str, words: list[Word], names: Names) -> Iterator[Entity]:
    for at in range(len(words)):
        for size in range(min(PHRASE, len(words) - at), 0, -1):
            part = words[at : at + size]
            known = _known(" ".join(word.folded for word in part), names)
            if known is not None:
                yield Entity(*known, part[0].start, part[-1].end)
                break


def _known(phrase: str, names: Names) -> tuple[str, str] | None:
    """Return what is called so, or nearly so."""
    forms = [phrase, *(phrase.removesuffix(end) for end in ENDINGS if phrase.endswith(end))]
    exact = next((names[form] for form in forms if form in names), None)
    if exact is not None or len(phrase) < FORGIVEN:
        return exact
    near = (name for name in names if abs(len(name) - len(phrase)) <= 1 and name[0] == phrase[0])
    return next((names[name] for name in near if OSA.distance(phrase, name, score_cutoff=1) <= 1), None)


def _dates(text: str, language: str) -> Iterator[Entity]:
    """Yield what looks like a day, as written: whoever asks for a date reads it then."""
    pattern = _days(language)
    for found in pattern.finditer(text) if pattern else ():
        yield Entity("date", found[0], found.start(), found.end())


@cache
def _days(language: str) -> re.Pattern[str] | None:
    """Return what finds "12/03", "le 3 mai", "lundi", "demain" in a text as written."""
    try:
        calendar = load_lexicons((language,))[language].calendar
    except FileNotFoundError:
        return None
    months = "|".join(
        _loose(word) for word in sorted(calendar.months, key=len, reverse=True) if len(word) > 3
    )
    single = [*calendar.weekdays, *calendar.days]
    days = "|".join(_loose(word) for word in sorted(single, key=len, reverse=True) if len(word) > 3)
    figures = r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
    return re.compile(
        rf"\b(?:{figures}|(?:\d{{1,2}}(?:er|st|nd|rd|th)? (?:de )?)?(?:{months})|{days})\b", re.IGNORECASE
    )


#: Letters that people write with or without accents.
ACCENTS = {
    "a": "aàâáã",
    "c": "cç",
    "e": "eéèêë",
    "i": "iîïí",
    "o": "oôóõ",
    "u": "uûùúü",
    "n": "nñ",
    " ": r" '’-",
}


def _loose(folded: str) -> str:
    return "".join(f"[{ACCENTS[sign]}]" if sign in ACCENTS else re.escape(sign) for sign in folded)
