"""Which words of an idea tell what it wants? Their stems, without the hollow ones; and which are written as names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import Stemmer

from bot.shipped import read_shipped
from dialogues.reading.fold import fold

#: shorter words tell nothing: "de", "la"
SHORTEST = 3

#: letters kept of a stem, so that families meet: "végétaliser", "végétal"
STEM = 6

#: words read of each part of an idea
MOST_WORDS = 400

#: stems remembered
REMEMBERED = 16384

#: what a word of the problem or of the benefit counts, beside one of the title or of the solution
REASON = 0.5

#: Snowball's name of each language
STEMMERS: Mapping[str, str] = {
    "fr": "french", "en": "english", "es": "spanish", "pt": "portuguese", "ar": "arabic",
}  # fmt: skip

_HOLLOW = Path(__file__).with_name("hollow.yml")
_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Word:
    """A stem as one idea uses it."""

    #: as it was written
    written: str
    #: 1 in the title or in the solution, `REASON` elsewhere
    weight: float
    #: times written as a name, within a text: "rue des Lilas"
    named: int = 0
    #: times written small
    small: int = 0


def read_words(words: str, reasons: str, language: str) -> dict[str, Word]:
    """Return the telling words of an idea, by stem, in the order of their first use."""
    found: dict[str, Word] = {}
    for text, weight in ((words, 1.0), (reasons, REASON)):
        # a capital letter makes a name where it is neither the first word's nor one among capitals
        within = not text.isupper()
        for n, written in enumerate(_WORD.findall(text)[:MOST_WORDS]):
            if stem := find_stem(written, language):
                word = found.get(stem) or found.setdefault(stem, Word(written, weight))
                small = written[0].islower()
                word.small += small
                word.named += not small and within and n > 0
    return found


@lru_cache(maxsize=REMEMBERED)
def find_stem(written: str, language: str) -> str:
    """Return the stem of a word, "" when it is hollow, too short, or begins with a figure ("11e")."""
    folded = fold(written)
    if len(folded) < SHORTEST or folded[0].isdigit() or " " in folded or folded in hollow_words():
        return ""
    return str(_stemmer(language).stemWord(_single(folded)))[:STEM]


def _single(folded: str) -> str:
    """Return a word without the mark of its plural: Snowball keeps it in "velos"."""
    return folded[:-1] if len(folded) > SHORTEST and folded[-1] in "sx" else folded


@cache
def hollow_words() -> frozenset[str]:
    """Return the words that nothing follows from, of all languages, folded."""
    listed: Mapping[str, str] = read_shipped(_HOLLOW)
    return frozenset(fold(word) for words in listed.values() for word in words.split())


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    # its own cache is left out: the one above does, and is bounded
    return Stemmer.Stemmer(STEMMERS.get(language, "french"), 0)
