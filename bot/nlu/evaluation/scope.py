"""What would the service do with these sentences: act, ask, or show the menu; and should it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.evaluation.scores import share
from bot.nlu.evaluation.trial import Trial
from bot.nlu.intents import OUT_OF_SCOPE
from bot.nlu.thresholds import Decision


@dataclass(frozen=True, slots=True)
class Scope:
    """What became of sentences at the thresholds; every figure is a share, 0 to 1."""

    #: of what is out of scope: the menu is shown
    caught: float
    #: of what is in scope: the menu is shown, although something was wanted
    refused: float
    #: of what is in scope: the service does what is wanted
    served: float
    #: of what is in scope: the service does something else
    mistaken: float
    #: of what is in scope: the service asks, and what is wanted is among what it offers
    offered: float


def weigh(trials: Sequence[Trial]) -> Scope:
    """Return what the service would do with these sentences."""
    outside = [trial for trial in trials if trial.wanted == OUT_OF_SCOPE]
    inside = [trial for trial in trials if trial.wanted != OUT_OF_SCOPE]
    acted = [trial for trial in inside if trial.decision is Decision.ACT]
    asked = [trial for trial in inside if trial.decision is Decision.ASK]
    return Scope(
        share(_shown_menu(outside), len(outside)),
        share(_shown_menu(inside), len(inside)),
        share(sum(trial.right for trial in acted), len(inside)),
        share(sum(not trial.right for trial in acted), len(inside)),
        share(sum(trial.offered for trial in asked), len(inside)),
    )


def _shown_menu(trials: Sequence[Trial]) -> int:
    return sum(trial.decision is Decision.MENU for trial in trials)
