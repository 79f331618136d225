"""Does a sentence take an earlier answer back: "attends, ma solution c'est plutôt des arbres"?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from dialogues.reading.expression import Expression
from dialogues.reading.fold import fold
from dialogues.reading.phrases import Words, after, any_of
from dialogues.reading.vocabulary import pattern, words

#: characters in which the first word is looked for
FIRST_WORD = 24

#: first words that are remembered as folded
REMEMBERED = 4096

#: stands for the part that is not named: the answer before
BEFORE = ""

#: stands for everything: "laisse tomber, je veux parler d'autre chose"
LEAVING = "*"

#: characters of the longest message that only leaves
LONGEST_LEAVING = 120


class Correction(NamedTuple):
    """What is taken back, and the words that follow."""

    #: a step's name, `BEFORE` when none is named, `LEAVING` when all is left
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """How answers are taken back in one language."""

    #: by part; `BEFORE` last
    openings: Mapping[str, Expression]
    #: pieces of words: a message without any of them leaves nothing
    leavers: tuple[str, ...]
    #: whole messages of who would rather leave
    leaves: Expression
    #: first words of those: most answers begin with none
    firsts: Words

    def read(self, text: str) -> Correction | None:
        """Return what a text takes back, None when it is an answer like any other."""
        start = text[:FIRST_WORD]
        if (_first_word(start.partition(" ")[0]) or _first_word(start)) in self.firsts:
            for part, opening in self.openings.items():
                rest = after(text, opening)
                if rest is not None:
                    return Correction(part, rest)
        return Correction(LEAVING, "") if self._leaves(text) else None

    def _leaves(self, text: str) -> bool:
        lowered = text.lower() if len(text) <= LONGEST_LEAVING else ""
        for piece in self.leavers:
            if piece in lowered:
                return self.leaves.fullmatch(fold(text)) is not None
        return False


def load_corrections(content: Mapping[str, Any]) -> Corrections:
    """Return the corrections of the section `correction`: phrases, put together here.

    A part counts after an opening ("attends, ma solution"), or before an adverb ("ma solution c'est plutôt"). `leaves`
    are regular expressions over folded text; one of the pieces of words `leavers` is in every such message.
    """
    openers, copulas, adverbs, meant = (
        _any(content[key]) for key in ("openers", "copulas", "adverbs", "meant")
    )
    parts = {part: _any(names) for part, names in content["parts"].items()}
    ahead = f"(?:{openers} )"
    openings = {
        part: Expression(
            f"{ahead}+{name}(?: {copulas})?(?: {adverbs})?|{ahead}*{name}(?: {copulas})? {adverbs}"
        )
        for part, name in parts.items()
    }
    openings[BEFORE] = Expression(f"{ahead}*{meant}")
    leaves = Expression(f"{ahead}*(?:{pattern(content['leaves']).pattern})")
    named = (name for names in content["parts"].values() for name in names)
    phrases = words([*content["openers"], *content["meant"], *named])
    return Corrections(
        openings, tuple(content["leavers"]), leaves, frozenset(phrase.partition(" ")[0] for phrase in phrases)
    )


@lru_cache(maxsize=REMEMBERED)
def _first_word(written: str) -> str:
    return fold(written).partition(" ")[0]


def _any(phrases: Iterable[str]) -> str:
    """Return one expression for all, the longest first."""
    return f"(?:{any_of(words(phrases))})"
