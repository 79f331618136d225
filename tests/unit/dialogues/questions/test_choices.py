"""Does a list of choices respect its limits, "tous" and "aucun"?"""

from __future__ import annotations

import pytest

from dialogues.content import Option
from dialogues.questions.choices import ChoicesQuestion
from dialogues.questions.shape import Accepted, Refused, Unclear
from tests.unit.dialogues.scenes import EVENINGS, TELEGRAM, reply, scene

ASKED = scene(*EVENINGS)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ven et samedi", ["fri", "sat"]),
        ("3 et 1", ["thu", "sat"]),
        ("tous", ["thu", "fri", "sat"]),
        ("tous les jours", ["thu", "fri", "sat"]),
    ],
)
def test_a_list_is_taken_in_the_order_shown(text: str, values: list[str]) -> None:
    assert ChoicesQuestion().read(reply(text), ASKED) == Accepted(values)


def test_none_is_taken_where_none_is_allowed() -> None:
    assert ChoicesQuestion(min=0).read(reply("aucun"), ASKED) == Accepted([])


def test_none_is_refused_where_one_is_wanted() -> None:
    assert ChoicesQuestion().read(reply("aucun"), ASKED) == Refused("question.choices.hint.few", {"n": 1})


def test_none_is_the_option_that_says_so() -> None:
    options = (*EVENINGS, Option("none", "Aucun de ces soirs"))
    assert ChoicesQuestion().read(reply("aucun"), scene(*options)) == Accepted(["none"])


def test_all_of_two_are_not_all_of_three() -> None:
    read = [ChoicesQuestion().read(reply(text), ASKED) for text in ("les deux", "les trois")]
    assert isinstance(read[0], Refused) and read[1] == Accepted(["thu", "fri", "sat"])


def test_too_many_are_refused() -> None:
    assert ChoicesQuestion(max=2).read(reply("1 2 3"), ASKED) == Refused(
        "question.choices.hint.many", {"n": 2}
    )


def test_the_missing_one_is_named() -> None:
    read = ChoicesQuestion().read(reply("jeudi, mardi"), ASKED)
    assert read == Refused("question.choices.hint.missing", {"what": "mardi"})


def test_thirteen_is_not_one_and_three() -> None:
    assert ChoicesQuestion().read(reply("13"), ASKED) == Refused("question.choices.hint.range", {"n": 3})


def test_or_is_asked() -> None:
    assert ChoicesQuestion().read(reply("jeudi ou vendredi"), ASKED) == Unclear(EVENINGS[:2])


def test_a_tap_is_one_choice() -> None:
    assert ChoicesQuestion().read(reply(choice="sat"), ASKED) == Accepted(["sat"])


def test_how_to_give_several_is_said() -> None:
    hints = [ChoicesQuestion().ask(s).hint for s in (ASKED, scene(*EVENINGS, capabilities=TELEGRAM))]
    assert "1 et 2" in hints[0] and "Jeudi, Vendredi" in hints[1]


def test_labels_are_shown() -> None:
    assert [ChoicesQuestion().show(v, ASKED) for v in (["thu", "sat"], [])] == ["Jeudi, Samedi", "Aucun"]
