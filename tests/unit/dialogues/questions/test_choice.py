"""Does a choice accept what is clear, ask what is not, and refuse the rest with a reason?"""

from __future__ import annotations

import pytest

from dialogues.content import Option
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


GUESSED = scene(
    Option("idea", "Oui, c'est mon idée", ("oui",)), Option("other", "Non, autre chose", ("non",))
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("voilà", "idea"),
        ("bah oui exactement", "idea"),
        ("👍", "idea"),
        ("pas du tout", "other"),
        ("ben non", "other"),
    ],
)
def test_any_yes_takes_the_option_called_yes(text: str, value: str) -> None:
    assert ChoiceQuestion().read(reply(text), GUESSED) == Accepted(value)


@pytest.mark.parametrize(
    "text", ["oui mais non", "ça dépend", "non en fait c'est pour les vélos cargo", "voilà le bus"]
)
def test_words_beside_a_yes_are_not_lost(text: str) -> None:
    assert isinstance(ChoiceQuestion().read(reply(text), GUESSED), Refused | Unclear)


@pytest.mark.parametrize("text", ["ouais carrément", "voilà", "pas du tout"])
def test_a_yes_means_nothing_to_a_list(text: str) -> None:
    assert isinstance(ChoiceQuestion().read(reply(text), scene(*USUAL)), Refused)
