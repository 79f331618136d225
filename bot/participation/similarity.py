"""Which ideas are close to this one? Those that share the most words that few others use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from dialogues.reading.fold import fold

#: shorter words tell nothing: "les", "pour"
SHORTEST_WORD = 4

#: letters kept of a word, so that plurals and feminines meet: "arceaux", "arceau"
STEM = 6

#: from this share of common weight on, two ideas are said to be close (cosine, 0 to 1)
CLOSE = 0.3


@dataclass(frozen=True, slots=True)
class Text:
    """One idea to compare with: its reference, title and all its words."""

    reference: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Near:
    """An idea that is close, how close (0 to 1), and the words that both use."""

    reference: str
    title: str
    score: float
    shared: tuple[str, ...]


def find_similar(text: str, others: Sequence[Text], most: int = 3) -> list[Near]:
    """Return the closest of the others, closest first."""
    bags = [_stems(other.words) for other in others]
    rarity = _rarity(bags)
    mine = _stems(text)
    near = [_compare(mine, bag, other, rarity) for bag, other in zip(bags, others, strict=True)]
    return sorted((n for n in near if n.score >= CLOSE), key=lambda n: -n.score)[:most]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in fold(text).split(" ") if len(word) >= SHORTEST_WORD)


def _rarity(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return the weight of each word: the fewer ideas use it, the more it tells."""
    counts = Counter(word for bag in bags for word in bag)
    return {word: log(1 + len(bags) / count) for word, count in counts.items()}


def _compare(mine: frozenset[str], theirs: frozenset[str], other: Text, rarity: dict[str, float]) -> Near:
    shared = mine & theirs
    common = sum(rarity[word] ** 2 for word in shared)
    lengths = sqrt(_length(mine, rarity) * _length(theirs, rarity))
    ordered = tuple(sorted(shared, key=lambda word: -rarity[word]))
    return Near(other.reference, other.title, common / lengths if lengths else 0.0, ordered)


def _length(words: frozenset[str], rarity: dict[str, float]) -> float:
    return sum(rarity.get(word, log(2)) ** 2 for word in words)
