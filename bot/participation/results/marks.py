"""What do numbers say together: mean, median, and the NPS of a scale that says it is one?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

#: marks of who recommends, and of who does not, from 0 to 10
PROMOTERS, DETRACTORS = 9, 6


@dataclass(frozen=True, slots=True)
class Marks:
    """Figures of the numbers that were given."""

    count: int
    mean: float
    median: float
    #: percent who recommend less percent who do not; None unless the question says that it is one
    nps: int | None = None


def sum_up(values: Sequence[float], *, nps: bool = False) -> Marks | None:
    """Return the figures, None without any number; with the NPS of marks from 0 to 10 only where it is asked for."""
    if not values:
        return None
    return Marks(len(values), round(fmean(values), 2), median(values), _nps(values) if nps else None)


def _nps(values: Sequence[float]) -> int:
    fond = sum(value >= PROMOTERS for value in values)
    cold = sum(value <= DETRACTORS for value in values)
    return round(100 * (fond - cold) / len(values))
