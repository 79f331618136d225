"""Is a yes taken, and a doubt asked again?"""

from __future__ import annotations

import pytest

from dialogues.content import Option
from dialogues.questions.shape import Accepted, Refused, Unclear
from dialogues.questions.yesno import YesNoQuestion
from tests.unit.dialogues.scenes import TELEGRAM, reply, scene


@pytest.mark.parametrize(
    "text", ["oui", "ouais", "1", "chui d'accord", "ouii", "👍", "un", "oui, c'est utile"]
)
def test_yes(text: str) -> None:
    assert YesNoQuestion().read(reply(text), scene()) == Accepted(True)


@pytest.mark.parametrize("text", ["non", "nan", "2", "ben non", "deux", "non, c'est loin"])
def test_no(text: str) -> None:
    assert YesNoQuestion().read(reply(text), scene()) == Accepted(False)


@pytest.mark.parametrize("text", ["ça dépend", "oui et non", "pas oui", "peut etre", "1 ou 2"])
def test_a_doubt_is_asked_again(text: str) -> None:
    read = YesNoQuestion().read(reply(text), scene())
    assert isinstance(read, Unclear) and [o.value for o in read.options] == ["yes", "no"]


def test_other_words_get_a_hint() -> None:
    assert YesNoQuestion().read(reply("haricots"), scene()) == Refused("question.yesno.hint.unknown")


def test_a_tap_is_taken() -> None:
    assert YesNoQuestion().read(reply(choice="no"), scene(capabilities=TELEGRAM)) == Accepted(False)


def test_a_script_words_its_own_yes() -> None:
    own = scene(Option("yes", "J'en veux"), Option("no", "Plus tard"))
    assert YesNoQuestion().read(reply("plus tard"), own) == Accepted(False)
    assert YesNoQuestion().show(True, own) == "J'en veux"


def test_both_are_offered() -> None:
    assert [o.label for o in YesNoQuestion().ask(scene(language="en")).options] == ["Yes", "No"]
