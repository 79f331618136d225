"""What does a text name: a theme, a place, the reference of an idea, a date?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

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
#: Words that are remembered as folded.
REMEMBERED = 4096
#: Plural and feminine endings that do not change a name.
ENDINGS = ("es", "s", "x")

_fold = lru_cache(maxsize=REMEMBERED)(fold)
_WORD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b")
_DAY = re.compile(r"\d{1,2}(?:er|st|nd|rd|th|o|e)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and where it stands in the text, in characters."""

    folded: str
    start: int
    end: int


Kind = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """Kind and slug by folded name; and those in which a typing error is forgiven, by first letter and count of words."""

    exact: Mapping[str, Kind] = field(default_factory=dict)
    near: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    #: words of the names of two or more: a phrase without any of them is none
    parts: frozenset[str] = frozenset()


def names_of(territory: Territory) -> Names:
    """Return the names of a territory; the first that has a name keeps it."""
    exact: dict[str, Kind] = {}
    near: dict[tuple[str, int], tuple[str, ...]] = {}
    for kind, named in territory.kinds():
        for name in filter(lambda name: len(name) >= SHORTEST, map(fold, named.names)):
            exact.setdefault(name, (kind, named.slug))
            if len(name) >= FORGIVEN:
                key = (name[0], name.count(" ") + 1)
                near[key] = (*near.get(key, ()), name)
    parts = {word for name in exact if " " in name for word in name.split()}
    return Names(exact, near, frozenset(parts))


def find_entities(text: str, names: Names, language: str) -> tuple[Entity, ...]:
    """Return what the text names, in its order; where two meet, the longer one."""
    text = text[:LONGEST]
    words = [Word(_fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]
    every = [*_references(text), *_named(words, names), *_dates(text, words, language)]
    return _longest(every) if len(every) > 1 else tuple(every)


def _longest(every: list[Entity]) -> tuple[Entity, ...]:
    kept: list[Entity] = []
    for entity in sorted(every, key=lambda e: (e.start - e.end, e.start)):
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return tuple(sorted(kept, key=lambda e: e.start))


def _references(text: str) -> Iterator[Entity]:
    for found in REFERENCES.finditer(text) if "-" in text else ():
        yield Entity("idea_reference", found[0].upper(), found.start(), found.end())


def _named(words: list[Word], names: Names) -> Iterator[Entity]:
    hits = [at for at, word in enumerate(words) if word.folded in names.parts]
    for at in range(len(words)):
        # only a phrase that reaches one of them can be a name; a single word always can
        nearest = bisect_left(hits, at)
        least = (hits[nearest] if nearest < len(hits) else len(words)) - at + 1
        for size in range(min(PHRASE, len(words) - at), 0, -1):
            if 1 < size < least:
                continue
            part = words[at : at + size]
            known = _known(" ".join([word.folded for word in part]), size, names)
            if known is not None:
                yield Entity(*known, part[0].start, part[-1].end)
                break


def _known(phrase: str, size: int, names: Names) -> Kind | None:
    """Return what is called so, or nearly so."""
    if phrase in names.exact:
        return names.exact[phrase]
    singular = next((phrase.removesuffix(end) for end in ENDINGS if phrase.endswith(end)), phrase)
    if singular in names.exact or len(phrase) < FORGIVEN:
        return names.exact.get(singular)
    near = names.near.get((phrase[0], size), ())
    return next((names.exact[name] for name in near if OSA.distance(phrase, name, score_cutoff=1) <= 1), None)


def _dates(text: str, words: list[Word], language: str) -> Iterator[Entity]:
    """Yield what looks like a day, as written: whoever asks for a date reads it then."""
    for found in _FIGURES.finditer(text):
        yield Entity("date", found[0], found.start(), found.end())
    days, openers, months = _calendar(language)
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if after is not None and word.folded in openers and f"{word.folded} {after.folded}" in days:
            yield _date(text, word, after)
        elif word.folded in days:
            yield _date(text, word, word)
        elif word.folded in months:
            yield _date(text, before if before is not None and _DAY.fullmatch(before.folded) else word, word)


def _date(text: str, first: Word, last: Word) -> Entity:
    return Entity("date", text[first.start : last.end], first.start, last.end)


@cache
def _calendar(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return what names a day by itself, the first words of that, and the months; short forms are too often something else."""
    try:
        calendar = load_lexicons((language,))[language].calendar
    except FileNotFoundError:
        return frozenset(), frozenset(), frozenset()
    days = frozenset(day for day in (*calendar.weekdays, *calendar.days) if len(day) > SHORTEST)
    openers = frozenset(day.split()[0] for day in days)
    return days, openers, frozenset(month for month in calendar.months if len(month) > SHORTEST)
