"""Are words kept byte for byte, and a thin answer nudged once?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.content import Option
from dialogues.questions.shape import Accepted, Refused, Thin
from dialogues.questions.text import TextQuestion
from dialogues.reading.fold import is_blank
from tests.unit.dialogues.scenes import TELEGRAM, reply, scene

NUDGING = TextQuestion(min_words=5)


@given(st.text(st.characters(codec=None), min_size=1).filter(lambda text: not is_blank(text)))
def test_words_are_kept_byte_for_byte(text: str) -> None:
    assert TextQuestion().read(reply(text), scene()) == Accepted(text) or len(text.strip()) == 0


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u200f\u200b", "\x00", "\ud800"])
def test_nothing_visible_is_refused(text: str) -> None:
    assert TextQuestion().read(reply(text), scene()) == Refused("question.text.hint.empty")


def test_too_long_is_refused_with_the_count() -> None:
    read = TextQuestion().read(reply("a" * 4001), scene())
    assert read == Refused("question.text.hint.long", {"length": 4001, "maximum": 4000})


def test_too_short_is_refused() -> None:
    assert TextQuestion(min_length=5).read(reply(" ab  \n "), scene()) == Refused(
        "question.text.hint.short", {"minimum": 5}
    )


def test_a_thin_answer_is_kept_and_nudged() -> None:
    assert NUDGING.read(reply("planter des arbres"), scene()) == Thin("planter des arbres")


def test_more_words_join_the_draft() -> None:
    read = NUDGING.read(reply("6 tilleuls "), scene(draft="planter des arbres"))
    assert read == Accepted("planter des arbres\n6 tilleuls ")


@pytest.mark.parametrize(
    "text",
    ["c'est tout", "C'EST TOUT !", "non", "rien", "non merci", "voilà", "1", "", "\u200b", "rien d'autre"],
)
def test_enough_keeps_the_draft_alone(text: str) -> None:
    assert NUDGING.read(reply(text), scene(draft="des arbres ")) == Accepted("des arbres ")


def test_the_button_keeps_the_draft_alone() -> None:
    assert NUDGING.read(reply("C'est tout", choice="enough"), scene(draft="x")) == Accepted("x")


def test_a_draft_is_nudged_with_a_way_out() -> None:
    prompt = NUDGING.ask(scene(draft="x", capabilities=TELEGRAM))
    assert [o.value for o in prompt.options] == ["enough"] and prompt.hint


@pytest.mark.parametrize("text", ["1", "oui", "ok", "Des arceaux"])
def test_a_proposal_is_taken_at_a_word(text: str) -> None:
    proposed = scene(Option("Des arceaux à vélos", "Des arceaux"))
    assert TextQuestion().read(reply(text), proposed) == Accepted("Des arceaux à vélos")


@pytest.mark.parametrize("text", ["Arceaux vélo école Jean Moulin", "1 banc", "arceaux", "oui aux vélos"])
def test_other_words_replace_the_proposal(text: str) -> None:
    proposed = scene(Option("Des arceaux à vélos", "Des arceaux"))
    assert TextQuestion().read(reply(text), proposed) == Accepted(text)
