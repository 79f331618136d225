"""What does a text name: a theme, a place, the reference of an idea, a date?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.nlu.embedded.reading import LONGEST, REFERENCES
from bot.nlu.territory_data import SHORTEST, Territory
from dialogues.reading.fold import fold
from dialogues.reading.lexicon import load_lexicons
from dialogues.understanding import Entity

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


class Word(NamedTuple):
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
    #: how many words the names of two or more have, most first, by their first letter
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    #: what single words were found to call; with one more than REMEMBERED, all are forgotten
    met: dict[str, Kind | None] = field(default_factory=dict, compare=False, repr=False)


class Calendar(NamedTuple):
    """The folded words that tell a date in one language."""

    #: what names a day by itself, the first words of that, and the months
    days: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    #: a text without any of these tells no date in words
    telling: frozenset[str] = frozenset()


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
    phrases = [name.split() for name in exact if " " in name]
    lengths: dict[str, set[int]] = {}
    for first, *others in phrases:
        lengths.setdefault(first[0], set()).add(1 + len(others))
    sizes = {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}
    return Names(exact, near, frozenset(word for phrase in phrases for word in phrase), sizes)


def find_entities(text: str, names: Names, language: str) -> tuple[Entity, ...]:
    """Return what the text names, in its order; where two meet, the longer one."""
    text = text[:LONGEST]
    every = [*_references(text), *_figures(text)]
    folded = list(map(_fold, _WORD.findall(text)))
    calendar = _calendar(language)
    named = [_single(word, names) for word in folded]
    is_named = any(named) or not names.parts.isdisjoint(folded)
    is_dated = not calendar.telling.isdisjoint(folded)
    words = _words(text) if is_named or is_dated else []
    if is_named:
        every += _named(words, named, names)
    if is_dated:
        every += _dates(text, words, calendar)
    return _longest(every) if len(every) > 1 else tuple(every)


def _words(text: str) -> list[Word]:
    return [Word(_fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def _longest(every: list[Entity]) -> tuple[Entity, ...]:
    kept: list[Entity] = []
    for entity in sorted(every, key=lambda e: (e.start - e.end, e.start)):
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return tuple(sorted(kept, key=lambda e: e.start))


def _references(text: str) -> Iterator[Entity]:
    for found in REFERENCES.finditer(text) if "-" in text else ():
        yield Entity("idea_reference", found[0].upper(), found.start(), found.end())


def _figures(text: str) -> Iterator[Entity]:
    """Yield the dates in figures, as written."""
    for found in _FIGURES.finditer(text):
        yield Entity("date", found[0], found.start(), found.end())


def _named(words: list[Word], single: list[Kind | None], names: Names) -> Iterator[Entity]:
    """Yield the longest name that begins at each word."""
    hits = [at for at, word in enumerate(words) if word.folded in names.parts]
    for at, known in enumerate(single):
        found, size = _phrase(words, at, hits, names) if hits else (None, 1)
        if (called := found or known) is not None:
            yield Entity(*called, words[at].start, words[at + size - 1].end)


def _phrase(words: list[Word], at: int, hits: list[int], names: Names) -> tuple[Kind | None, int]:
    """Return what the longest name of two or more words calls that begins here, and its words."""
    nearest = bisect_left(hits, at)
    if nearest == len(hits):
        return None, 1
    for size in names.sizes.get(words[at].folded[:1], ()):
        # a phrase that reaches none of the words of names is none
        if hits[nearest] - at < size <= len(words) - at:
            phrase = " ".join([word.folded for word in words[at : at + size]])
            if (found := _known(phrase, size, names)) is not None:
                return found, size
    return None, 1


def _single(word: str, names: Names) -> Kind | None:
    """Return what one word calls, as it was found before."""
    if word in names.met:
        return names.met[word]
    if len(names.met) >= REMEMBERED:
        names.met.clear()
    found = names.met[word] = _known(word, 1, names)
    return found


def _known(phrase: str, size: int, names: Names) -> Kind | None:
    """Return what is called so, or nearly so."""
    if phrase in names.exact:
        return names.exact[phrase]
    singular = next((phrase.removesuffix(end) for end in ENDINGS if phrase.endswith(end)), phrase)
    if singular in names.exact or len(phrase) < FORGIVEN:
        return names.exact.get(singular)
    near = names.near.get((phrase[0], size), ())
    return next((names.exact[name] for name in near if OSA.distance(phrase, name, score_cutoff=1) <= 1), None)


def _dates(text: str, words: list[Word], calendar: Calendar) -> Iterator[Entity]:
    """Yield what looks like a day in words, as written: whoever asks for a date reads it then."""
    days, openers, months, _ = calendar
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
def _calendar(language: str) -> Calendar:
    """Return the words of dates; short forms are left out, as they are too often something else."""
    try:
        calendar = load_lexicons((language,))[language].calendar
    except FileNotFoundError:
        return Calendar()
    days = frozenset(day for day in (*calendar.weekdays, *calendar.days) if len(day) > SHORTEST)
    openers = frozenset(day.split()[0] for day in days)
    months = frozenset(month for month in calendar.months if len(month) > SHORTEST)
    return Calendar(days, openers, months, days | openers | months)
