"""Has every intent that residents may have its deed, and every offer its name?"""

from __future__ import annotations

import pytest

from bot.nlu.intents import INTENTS, OPT_OUT, OUT_OF_SCOPE
from bot.nlu.opinions import ALARMS as WEIGHED
from dialogues import heeding, wishes
from dialogues.loader import LANGUAGES, load_phrasebook
from dialogues.understanding import Opinion
from tests.golden.stage import Stage

#: read by the question that they answer, or by nobody
ANSWERS = {"yes", "no"}

#: signs that a button takes (norms §5)
BUTTON = 20


def test_every_intent_has_its_deed() -> None:
    assert set(wishes.WISHES) == set(INTENTS) - ANSWERS


def test_both_sides_call_the_grave_ones_alike() -> None:
    assert (heeding.ALARMS, heeding.OPT_OUT, wishes.OUT_OF_SCOPE) == (WEIGHED, OPT_OUT, OUT_OF_SCOPE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_offer_fits_a_button(language: str) -> None:
    book = load_phrasebook()
    labels = [book.say(f"wish.{intent}", language) for intent in wishes.OFFERED]
    assert [label for label in labels if len(label) > BUTTON] == []


def test_asides_are_deeds() -> None:
    assert wishes.WISHES.keys() >= wishes.ASIDES
    assert not wishes.ASIDES & {"propose_idea", "report_problem"}, "an answer would open another dialogue"


@pytest.mark.parametrize("text", ["bonjour moi pas parler bien francais", "je parle pas français"])
def test_a_language_not_spoken_is_not_chosen(text: str) -> None:
    stage = Stage("sms", known={"consents_asked": ["questions"]})
    stage.understood, stage.opinion = "change_language!", Opinion("change_language", True)
    assert "2 English" in stage.write(text)[-1]
