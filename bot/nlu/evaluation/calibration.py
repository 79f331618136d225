"""Does a confidence mean what it says: of the guesses at 0.8, are eight in ten right?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.evaluation.scores import accuracy, share
from bot.nlu.evaluation.trial import Trial

#: Bins of equal width between 0 and 1, as calibration is usually reported.
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The guesses whose confidence is at least `low` and under `high`; 1 is in the last bin."""

    low: float
    high: float
    count: int
    #: mean
    confidence: float
    accuracy: float


def reliability(trials: Sequence[Trial], bins: int = BINS) -> tuple[Bin, ...]:
    """Return the bins from 0 to 1, empty ones too."""
    held: list[list[Trial]] = [[] for _ in range(bins)]
    for trial in trials:
        held[min(int(trial.confidence * bins), bins - 1)].append(trial)
    return tuple(
        Bin(
            n / bins,
            (n + 1) / bins,
            len(some),
            share(sum(t.confidence for t in some), len(some)),
            accuracy(some),
        )
        for n, some in enumerate(held)
    )


def expected_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far confidence and accuracy are apart, weighed by the guesses."""
    total = sum(one.count for one in bins)
    return share(sum(one.count * abs(one.accuracy - one.confidence) for one in bins), total)
