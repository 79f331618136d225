"""Does a sentence take an earlier answer back: "attends, ma solution c'est plutôt des arbres"?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from dialogues.reading.fold import fold
from dialogues.reading.phrases import Words, after
from dialogues.reading.vocabulary import words

#: characters in which the first word is looked for
FIRST_WORD = 24

#: first words that are remembered as folded
REMEMBERED = 4096

#: stands for the part that is not named: the answer before
BEFORE = ""


class Correction(NamedTuple):
    """What is taken back, and the words that follow."""

    #: a step's name, `BEFORE` when none is named
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """How answers are taken back in one language."""

    #: by part; `BEFORE` last
    openings: Mapping[str, re.Pattern[str]]
    #: first words of those: most answers begin with none
    firsts: Words

    def read(self, text: str) -> Correction | None:
        """Return what a text takes back, None when it is an answer like any other."""
        start = text[:FIRST_WORD]
        if (_first_word(start.partition(" ")[0]) or _first_word(start)) not in self.firsts:
            return None
        for part, opening in self.openings.items():
            rest = after(text, opening)
            if rest is not None:
                return Correction(part, rest)
        return None


def load_corrections(content: Mapping[str, Any]) -> Corrections:
    """Return the corrections of the section `correction`: phrases, put together here.

    A part counts after an opening ("attends, ma solution"), or before an adverb ("ma solution c'est plutôt").
    """
    openers, copulas, adverbs, meant = (
        _any(content[key]) for key in ("openers", "copulas", "adverbs", "meant")
    )
    parts = {part: _any(names) for part, names in content["parts"].items()}
    ahead = f"(?:{openers} )"
    openings = {
        part: re.compile(
            f"{ahead}+{name}(?: {copulas})?(?: {adverbs})?|{ahead}*{name}(?: {copulas})? {adverbs}"
        )
        for part, name in parts.items()
    }
    openings[BEFORE] = re.compile(f"{ahead}*{meant}")
    named = (name for names in content["parts"].values() for name in names)
    phrases = words([*content["openers"], *content["meant"], *named])
    return Corrections(openings, frozenset(phrase.partition(" ")[0] for phrase in phrases))


@lru_cache(maxsize=REMEMBERED)
def _first_word(written: str) -> str:
    return fold(written).partition(" ")[0]


def _any(phrases: Iterable[str]) -> str:
    """Return one expression for all, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words(phrases), key=len, reverse=True))) + ")"
