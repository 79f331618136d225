"""Does a choice accept what is clear, ask what is not, and refuse the rest with a reason?"""

from __future__ import annotations

import pytest

from dialogues.questions.choice import ChoiceQuestion
from dialogues.questions.shape import Accepted, Refused, Unclear
from tests.unit.dialogues.scenes import USUAL, reply, scene

ASKED = scene(*USUAL)


@pytest.mark.parametrize(
    ("text", "value"),
    [("2", "sometimes"), ("des fois", "sometimes"), ("le 3eme", "never"), ("souvant", "often")],
)
def test_a_clear_reply_is_taken(text: str, value: str) -> None:
    assert ChoiceQuestion().read(reply(text), ASKED) == Accepted(value)


def test_a_tap_is_taken() -> None:
    assert ChoiceQuestion().read(reply("Jamais", choice="never"), ASKED) == Accepted("never")


def test_a_tap_on_a_gone_option_is_read_as_words() -> None:
    assert ChoiceQuestion().read(reply("Jamais", choice="gone"), ASKED) == Accepted("never")


def test_either_or_is_asked() -> None:
    assert ChoiceQuestion().read(reply("1 ou 2"), ASKED) == Unclear(USUAL[:2])


def test_a_number_too_high_is_named() -> None:
    assert ChoiceQuestion().read(reply("13"), ASKED) == Refused("question.choice.hint.range", {"n": 3})


def test_other_words_get_a_hint() -> None:
    assert ChoiceQuestion().read(reply("toujours"), ASKED) == Refused(
        "question.choice.hint.unknown", {"n": 3}
    )


def test_the_label_is_shown() -> None:
    assert ChoiceQuestion().show("never", ASKED) == "Jamais"
