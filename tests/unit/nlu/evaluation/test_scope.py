"""Is it known what the service would do at its thresholds?"""

from __future__ import annotations

from bot.nlu.evaluation.scope import Scope, weigh
from tests.unit.nlu.evaluation.parrot import trial


def test_every_fate_is_told_apart() -> None:
    trials = [
        trial("out_of_scope", "out_of_scope", 0.9),
        trial("out_of_scope", "greet", 0.39),
        trial("out_of_scope", "greet", 0.5),
        trial("out_of_scope", "greet", 0.7),
        trial("yes", "yes", 0.6),
        trial("yes", "no", 0.8, "yes"),
        trial("yes", "no", 0.5, "yes"),
        trial("yes", "no", 0.5, "help", "yes"),
        trial("yes", "yes", 0.3),
    ]
    assert weigh(trials) == Scope(caught=0.5, refused=0.2, served=0.2, mistaken=0.2, offered=0.2)


def test_what_seems_out_of_scope_is_refused() -> None:
    assert weigh([trial("yes", "out_of_scope", 0.99)]).refused == 1


def test_nothing_measured_is_nothing() -> None:
    assert weigh([]) == Scope(0, 0, 0, 0, 0)
