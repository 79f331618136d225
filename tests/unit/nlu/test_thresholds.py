"""Does the service act only when it is sure?"""

from __future__ import annotations

import pytest

from bot.nlu.intents import OPT_OUT
from bot.nlu.thresholds import THRESHOLDS, Decision, Thresholds
from bot.nlu.understanding import Guess, Understanding


@pytest.mark.parametrize(
    ("confidence", "decision"),
    [(1.0, "act"), (0.6, "act"), (0.59, "ask"), (0.4, "ask"), (0.39, "menu"), (0.0, "menu")],
)
def test_the_surer_the_more_is_done(confidence: float, decision: str) -> None:
    understanding = Understanding((Guess("greet", confidence),))
    assert Thresholds(act=0.6, ask=0.4).decide(understanding) == decision


@pytest.mark.parametrize(
    ("confidence", "decision"), [(0.8, "act"), (0.79, "ask"), (0.4, "ask"), (0.39, "menu")]
)
def test_an_opt_out_is_obeyed_when_certain(confidence: float, decision: str) -> None:
    assert Thresholds().decide(Understanding((Guess(OPT_OUT, confidence),))) == decision


def test_what_is_out_of_scope_gets_the_menu() -> None:
    assert Thresholds().decide(Understanding((Guess("out_of_scope", 1.0),))) is Decision.MENU


def test_no_guess_gets_the_menu() -> None:
    assert Thresholds().decide(Understanding()) is Decision.MENU


@pytest.mark.parametrize("backend", THRESHOLDS)
def test_asking_comes_before_acting(backend: str) -> None:
    assert 0 < THRESHOLDS[backend].ask <= THRESHOLDS[backend].act < 1
