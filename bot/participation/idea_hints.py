"""What should a moderator look at twice in a text? Insults, and what names or reaches somebody; a hint, never a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.shipped import read_shipped
from dialogues.reading.fold import fold

_FILE = Path(__file__).with_name("flagged.yml")

#: hints shown of one text
MOST = 12

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,120}\.[^\W\d_]{2,24}")),
    ("link", re.compile(r"\b(?:https?://|www\.)[^\s<>]{3,200}", re.IGNORECASE)),
    # seven figures or more, written together or in groups
    ("phone", re.compile(r"(?<![\w./])(?!\d{1,2}/\d{1,2}/\d{2,4}\b)\+?\d(?:[ .\-/()]{0,2}\d){7,14}(?!\w)")),
    (
        "name",
        re.compile(
            r"\b(?:(?i:m|mr|mrs|ms|mme|mlle|dr|sr|sra)\.?|(?i:monsieur|madame|mademoiselle|docteur|señora?))"
            r"(?:\s+[A-ZÀ-Þ][\w'’-]{1,30}){1,3}"
        ),
    ),
    ("plate", re.compile(r"\b[A-HJ-NP-TV-Z]{2}[- ]\d{3}[- ][A-HJ-NP-TV-Z]{2}\b")),
)


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to look at twice, as it is written."""

    #: email, link, phone, name, plate or insult
    kind: str
    quote: str


def find_hints(*texts: str) -> list[Hint]:
    """Return what stands out in texts, each once, in the order of the texts."""
    found = [hint for text in texts for hint in (*_shapes(text), *_insults(text))]
    return list(dict.fromkeys(found))[:MOST]


def _shapes(text: str) -> Iterator[Hint]:
    for kind, pattern in _PATTERNS:
        yield from (Hint(kind, match[0].strip()) for match in pattern.finditer(text))


def _insults(text: str) -> Iterator[Hint]:
    """Yield words of the list, whole, however they are accented, and with the ending of a plural or a feminine."""
    flagged = _flagged()
    for written in re.findall(r"[\w'’-]+", text):
        word = fold(written)
        if word in flagged or word.removesuffix("s") in flagged or word.removesuffix("es") in flagged:
            yield Hint("insult", written)


@cache
def _flagged() -> frozenset[str]:
    """Return the words of the list, folded; read once."""
    lists: dict[str, list[str]] = read_shipped(_FILE)
    return frozenset(fold(word) for words in lists.values() for word in words)
