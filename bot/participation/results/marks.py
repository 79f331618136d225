"""What do numbers say together: mean, median, and the NPS of a scale from 0 to 10?"""

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
    #: percent who recommend less percent who do not; None unless the scale is 0 to 10
    nps: int | None = None


def sum_up(values: Sequence[float], low: int | None = None, high: int | None = None) -> Marks | None:
    """Return the figures, None without any number; `low` and `high` are the ends of a scale."""
    if not values:
        return None
    nps = _nps(values) if (low, high) == (0, 10) else None
    return Marks(len(values), round(fmean(values), 2), median(values), nps)


def _nps(values: Sequence[float]) -> int:
    fond = sum(value >= PROMOTERS for value in values)
    cold = sum(value <= DETRACTORS for value in values)
    return round(100 * (fond - cold) / len(values))
