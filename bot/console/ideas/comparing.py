"""What changed from one version of an idea to the next, word by word?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from storage.ideas import Words

PARTS = ("title", "solution", "problem", "benefit")

#: words compared one by one: beyond, a part is shown whole, before and after
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part of an idea that was given other words."""

    part: str
    pieces: Sequence[Piece]


def compare(before: Words, after: Words) -> list[Change]:
    """Return the parts that changed."""
    pairs = ((part, getattr(before, part), getattr(after, part)) for part in PARTS)
    return [Change(part, list(_pieces(old, new))) for part, old, new in pairs if old != new]


def _pieces(old: str, new: str) -> Iterator[Piece]:
    first, second = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    if max(len(first), len(second)) > LONGEST:
        first, second = [old], [new]
    for kind, a, b, x, y in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(second[x:y]))
            continue
        if a < b:
            yield Piece("gone", "".join(first[a:b]))
        if x < y:
            yield Piece("new", "".join(second[x:y]))
