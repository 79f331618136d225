"""What is left of an answer without the phrases around it?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from dialogues.reading.expression import Expression
from dialogues.reading.fold import fold

#: Words or phrases, folded.
Words = frozenset[str]

#: Words of the longest phrase that is stripped around an answer.
LONGEST_PHRASE = 4


#: words of the longest opening that is looked for
LONGEST_OPENING = 12

_WORD = re.compile(r"\S+")


def after(text: str, opening: Expression) -> str | None:
    """Return what follows the longest opening that the pattern takes whole; None when it takes none.

    The pattern is of folded words, the text as it was written.
    """
    ends, folded = _beginning(text)
    # what it takes whole it finds at the beginning of what is longer: most texts are folded once
    if not ends or opening.match(folded) is None:
        return None
    for end in reversed(ends):
        if opening.fullmatch(fold(text[:end])):
            return text[end:].lstrip(" \t\r\n:,;.!…-–—")
    return None


@lru_cache(maxsize=1)
def _beginning(text: str) -> tuple[list[int], str]:
    """Return where the first words of a text end, and all of them folded; opening after opening is looked for in it."""
    ends = [word.end() for word in islice(_WORD.finditer(text), LONGEST_OPENING)]
    return ends, fold(text[: ends[-1]]) if ends else ""


def strip(folded: str, phrases: Words) -> str:
    """Return the text without these phrases at its ends; the text itself if nothing else is in it."""
    tokens = folded.split(" ")
    firsts, lasts = _edges(phrases)
    start, end = 0, len(tokens)
    while start < end and tokens[start] in firsts and (size := _leading(tokens[start:end], phrases)):
        start += size
    while start < end and tokens[end - 1] in lasts and (size := _trailing(tokens[start:end], phrases)):
        end -= size
    return " ".join(tokens[start:end]) if start < end else folded


def parts(folded: str, phrases: Words) -> tuple[str, ...]:
    """Return the phrases that a whole text is made of, none for a text that has other words too."""
    tokens, found = folded.split(" "), list[str]()
    firsts, _ = _edges(phrases)
    while tokens and tokens[0] in firsts:
        size = _leading(tokens, phrases)
        if not size:
            return ()
        found.append(" ".join(tokens[:size]))
        tokens = tokens[size:]
    return () if tokens else tuple(found)


@lru_cache(maxsize=64)
def _edges(phrases: Words) -> tuple[Words, Words]:
    """Return the words that phrases begin with, and those they end with."""
    return frozenset(p.split(" ")[0] for p in phrases), frozenset(p.split(" ")[-1] for p in phrases)


def _leading(tokens: list[str], phrases: Words) -> int:
    sizes = range(min(LONGEST_PHRASE, len(tokens)), 0, -1)
    return next((size for size in sizes if " ".join(tokens[:size]) in phrases), 0)


def _trailing(tokens: list[str], phrases: Words) -> int:
    sizes = range(min(LONGEST_PHRASE, len(tokens)), 0, -1)
    return next((size for size in sizes if " ".join(tokens[-size:]) in phrases), 0)


def any_of(phrases: Iterable[str]) -> str:
    """Return the alternatives of an expression that fits these phrases; longest first."""
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


@lru_cache(maxsize=64)
def cut_at(phrases: Words, before: str = "") -> re.Pattern[str]:
    """Return what cuts a text at these phrases, and at what the expression `before` fits."""
    return re.compile(rf"{before}\b(?:{any_of(phrases)})\b")


def beginnings(folded: str) -> Words:
    """Return what a text begins with: its first word, its first two, and so on."""
    tokens = folded.split(" ")
    return frozenset(" ".join(tokens[:size]) for size in range(1, len(tokens) + 1))
