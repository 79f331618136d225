"""Do words at the recap find their part, and is none of them taken for more than it is?"""

from __future__ import annotations

import pytest

from dialogues.adding import given_anew, is_more
from dialogues.definition import Ask
from dialogues.inputs import Circumstances, Reply
from dialogues.session import Asked, Session
from dialogues.view import View, given_options
from tests.golden.stage import library
from tests.unit.dialogues.scenes import AT

IDEA = library().get("idea")
C = Circumstances(AT, "1")


def _recap(name: str = "recap") -> tuple[Ask, View]:
    step = IDEA.step(name)
    assert isinstance(step, Ask)
    view = View(IDEA, Session("1", "idea", IDEA.version, step=name), C)
    return step, view.at(view.session.but(asked=Asked(given_options(step, view))))


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("titre : Des bancs", "title", "Des bancs"),
        ("Le titre: Des bancs", "title", "Des bancs"),
        ("change le titre en Des bancs", "title", "Des bancs"),
        ("corriger le lieu par devant la poste", "place", "devant la poste"),
        ("problème = on attend debout", "problem", "on attend debout"),
    ],
)
def test_a_part_is_given_anew(text: str, part: str, words: str) -> None:
    assert given_anew(_recap()[1], text) == (part, words)


@pytest.mark.parametrize(
    "text",
    [
        "titre :",
        "rdv à 18:30 devant la poste",
        "change le titre",
        "le titre en gras",
        "changer en mieux",
        "en",
        ":",
    ],
)
def test_nothing_else_gives_a_part_anew(text: str) -> None:
    assert given_anew(_recap()[1], text) is None


@pytest.mark.parametrize("text", ["ah et aussi un abri", "des bancs", "le problème c'est aussi la nuit"])
def test_free_words_are_more_of_the_idea(text: str) -> None:
    step, view = _recap()
    assert is_more(step, view, Reply(C, text))


@pytest.mark.parametrize(
    "text",
    ["ok", "4", "bancs", "ça dépend", "je sais pas", "le titre est nul", "non", "merci", "le titre aussi"],
)
def test_the_rest_adds_nothing(text: str) -> None:
    step, view = _recap()
    assert not is_more(step, view, Reply(C, text))


@pytest.mark.parametrize("step", ["theme", "photo"])
def test_a_sentence_may_come_too_late(step: str) -> None:
    asked, view = _recap(step)
    assert is_more(asked, view, Reply(C, "et ils auront de l'ombre en plus"))


@pytest.mark.parametrize("text", ["un peu tout", "non rien", "nature et mobilité", "je sais pas"])
def test_a_few_words_there_are_no_sentence(text: str) -> None:
    asked, view = _recap("theme")
    assert not is_more(asked, view, Reply(C, text))
