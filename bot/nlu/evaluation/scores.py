"""Which intents are told apart, and which are taken for one another?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.evaluation.trial import Trial


@dataclass(frozen=True, slots=True)
class Score:
    """How one intent fares; all from 0 to 1."""

    intent: str
    precision: float
    recall: float
    f1: float
    #: sentences that have it
    support: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """An intent taken for another, and how often."""

    wanted: str
    got: str
    count: int


def accuracy(trials: Sequence[Trial]) -> float:
    """Return the share of first guesses that are right."""
    return share(sum(trial.right for trial in trials), len(trials))


def scores(trials: Sequence[Trial]) -> tuple[Score, ...]:
    """Return the score of each intent that a sentence has, or was taken for; by name."""
    wanted = Counter(trial.wanted for trial in trials)
    got = Counter(trial.got for trial in trials)
    right = Counter(trial.wanted for trial in trials if trial.right)
    return tuple(
        Score(
            name,
            share(right[name], got[name]),
            share(right[name], wanted[name]),
            share(2 * right[name], wanted[name] + got[name]),
            wanted[name],
        )
        for name in sorted(wanted | got)
    )


def macro_f1(trials: Sequence[Trial]) -> float:
    """Return the mean F1 over the intents that sentences have: a rare one counts as much as a frequent one."""
    found = [score.f1 for score in scores(trials) if score.support]
    return share(sum(found), len(found))


def confusions(trials: Sequence[Trial]) -> tuple[Confusion, ...]:
    """Return what was taken for what, the most frequent first."""
    wrong = Counter((trial.wanted, trial.got) for trial in trials if not trial.right)
    ordered = sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(wanted, got, count) for (wanted, got), count in ordered)


def share(part: float, whole: float) -> float:
    """Return part of whole; 0 of nothing."""
    return part / whole if whole else 0.0
