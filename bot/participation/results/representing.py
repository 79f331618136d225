"""Do those who answered resemble those who live here? Shares of each stratum beside the census, the widest gap first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: fewest answers of which shares say something
ENOUGH = 30

#: points of percentage from which a stratum has too many or too few voices
WIDE = 5


@dataclass(frozen=True, slots=True)
class Weight:
    """One stratum: percent of those who answered, percent of those who live here."""

    stratum: str
    answers: int
    share: float
    expected: float

    @property
    def gap(self) -> float:
        """Points that it has too many; below zero, too few."""
        return self.share - self.expected

    @property
    def off(self) -> bool:
        """Whether the gap is wide."""
        return abs(self.gap) >= WIDE


def weigh(counts: Mapping[str, int], census: Mapping[str, int]) -> list[Weight]:
    """Return the strata of the census, the widest gap first; answers of no stratum are left out."""
    total = sum(counts.get(stratum, 0) for stratum in census)
    people = sum(census.values())
    if not total or not people:
        return []
    weights = [
        Weight(s, counts.get(s, 0), 100 * counts.get(s, 0) / total, 100 * size / people)
        for s, size in census.items()
    ]
    return sorted(weights, key=lambda weight: -abs(weight.gap))


def verdict(weights: Sequence[Weight]) -> str:
    """Return the key of the sentence that sums it up: none, few, alike or apart."""
    total = sum(weight.answers for weight in weights)
    if not weights:
        return "none"
    if total < ENOUGH:
        return "few"
    return "apart" if any(weight.off for weight in weights) else "alike"
