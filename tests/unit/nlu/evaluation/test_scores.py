"""Do known confusions give the figures that a hand computes?"""

from __future__ import annotations

import pytest

from bot.nlu.evaluation.scores import Confusion, Score, accuracy, confusions, macro_f1, scores
from bot.nlu.evaluation.trial import judge
from bot.nlu.sentences import Sentence
from bot.nlu.understanding import Understanding
from tests.unit.nlu.evaluation.parrot import THRESHOLDS, trial

#: 3 of yes are right and 1 is taken for no; 2 of no are right; 1 of help is taken for yes, never guessed.
KNOWN = [
    *[trial("yes", "yes")] * 3,
    trial("yes", "no"),
    *[trial("no", "no")] * 2,
    trial("help", "yes"),
]


def test_accuracy_is_the_share_of_right_ones() -> None:
    assert accuracy(KNOWN) == pytest.approx(5 / 7)


def test_each_intent_has_its_score() -> None:
    assert scores(KNOWN) == (
        Score("help", 0.0, 0.0, 0.0, 1),
        Score("no", 2 / 3, 1.0, 0.8, 2),
        Score("yes", 0.75, 0.75, 0.75, 4),
    )


def test_macro_f1_weighs_intents_alike() -> None:
    assert macro_f1(KNOWN) == pytest.approx((0 + 0.8 + 0.75) / 3)


def test_an_intent_nobody_had_is_no_part_of_the_mean() -> None:
    assert macro_f1([trial("yes", "yes"), trial("yes", "greet")]) == pytest.approx(2 / 3)


def test_confusions_come_by_their_number() -> None:
    more = [*KNOWN, trial("help", "yes")]
    assert confusions(more) == (Confusion("help", "yes", 2), Confusion("yes", "no", 1))


def test_nothing_measured_is_no_fault() -> None:
    assert (accuracy([]), macro_f1([]), scores([]), confusions([])) == (0.0, 0.0, (), ())


def test_no_guess_is_out_of_scope() -> None:
    silent = judge(Sentence("?", "yes"), Understanding(), THRESHOLDS)
    assert confusions([silent]) == (Confusion("yes", "out_of_scope", 1),)
    assert silent.confidence == 0
