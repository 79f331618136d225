"""Is what a back end says weighed as its thresholds have it, and is nothing private kept?"""

from __future__ import annotations

import pytest

from bot.nlu.opinions import form_opinion, is_private
from bot.nlu.thresholds import Thresholds
from dialogues.understanding import Entity, Guess, Opinion, Understanding

THRESHOLDS = Thresholds(act=0.6, ask=0.4, obey=0.8)


def understood(*guesses: tuple[str, float]) -> Understanding:
    return Understanding(tuple(Guess(*guess) for guess in guesses))


@pytest.mark.parametrize(
    ("guesses", "opinion"),
    [
        ([("help", 0.8)], Opinion("help", True)),
        ([("help", 0.79)], Opinion("help")),
        ([("help", 0.6), ("greet", 0.4)], Opinion("help")),
        ([("help", 0.59), ("greet", 0.2), ("yes", 0.09)], Opinion(guesses=("help", "greet"))),
        ([("help", 0.4), ("a", 0.2), ("b", 0.2), ("c", 0.2)], Opinion(guesses=("help", "a", "b"))),
        ([("help", 0.39), ("greet", 0.38)], Opinion()),
        ([("distress", 0.4), ("help", 0.39)], Opinion("distress")),
        ([("danger", 0.39)], Opinion()),
        ([("out_of_scope", 0.5), ("help", 0.4)], Opinion()),
        ([("out_of_scope", 0.6)], Opinion("out_of_scope")),
    ],
)
def test_confidence_is_weighed(guesses: list[tuple[str, float]], opinion: Opinion) -> None:
    assert form_opinion(understood(*guesses), THRESHOLDS) == opinion


def test_without_a_guess_nobody_was_asked() -> None:
    assert form_opinion(Understanding(), THRESHOLDS) is None


def test_what_is_named_is_handed_on() -> None:
    entity = Entity("theme", "nature", 0, 4)
    opinion = form_opinion(Understanding((Guess("help", 0.1),), (entity,)), THRESHOLDS)
    assert opinion == Opinion(entities=(entity,))


@pytest.mark.parametrize(
    ("guesses", "private"),
    [([("help", 0.9), ("distress", 0.1)], True), ([("help", 0.9), ("distress", 0.09)], False),
     ([("unsubscribe", 0.3)], True), ([("greet", 0.3)], False)],
)  # fmt: skip
def test_danger_and_opt_outs_are_not_kept(guesses: list[tuple[str, float]], private: bool) -> None:
    assert is_private(understood(*guesses)) is private
