"""Is what is asked of one's data in the middle of an answer answered, and an idea left an answer?"""

from __future__ import annotations

import pytest

from bot.participation.surveys.form import read_form
from bot.participation.surveys.framing import compile_form
from dialogues.definition import Library
from dialogues.events import Submitted
from dialogues.loader import load_phrasebook
from dialogues.reading.lexicon import load_lexicons
from tests.golden.stage import Stage, library


def _asked(text: str) -> str:
    """Return what is said to a text where the solution is asked for."""
    stage = Stage(known={"consents_asked": ["questions"]})
    stage.write("une idée")
    return " ".join(stage.write(text))


@pytest.mark.parametrize(
    "text", ["vous gardez mon numéro ?", "qui voit mon nom ?", "comment vous avez eu mon numéro"]
)
def test_the_question_is_put_again(text: str) -> None:
    said = _asked(text)
    assert "1/3" in said
    assert "2/3" not in said


@pytest.mark.parametrize(
    "text",
    ["un numéro vert pour les aînés", "pourquoi pas publier les noms des rues ?", "des robots qui trient"],
)
def test_an_idea_stays_an_answer(text: str) -> None:
    assert "1/3" not in _asked(text)


#: its last question may be passed
VISIT = """
survey: visite
title: {fr: Votre visite, en: Your visit, es: Su visita, pt: A sua visita, ar: زيارتكم}
steps:
  - {ask: mark, type: number, text: {fr: Une note ?, en: A mark?, es: ¿Una nota?, pt: Uma nota?, ar: علامة؟}}
  - {ask: word, type: text, optional: true, text: {fr: Un mot ?, en: A word?, es: ¿Algo más?, pt: Uma palavra?, ar: كلمة؟}}
"""


def _finished(language: str, *texts: str) -> bool:
    """Tell whether a survey is handed in after these replies."""
    form, lined = read_form("visite.yml", VISIT)
    asked = compile_form(form, load_phrasebook(), load_lexicons(), lined)
    stage = Stage(language=language, library=Library({**library().latest, asked.name: asked}))
    stage.write("menu")
    stage.start(asked.name, {"initiated": "questions"})
    for text in texts:
        stage.write(text)
    return any(isinstance(event, Submitted) for event in stage.events)


@pytest.mark.parametrize(
    ("language", "goodbye"),
    [
        ("fr", "merci bonne soirée"),
        ("en", "thank you bye"),
        ("es", "gracias hasta luego"),
        ("pt", "obrigado até logo"),
        ("ar", "شكرا مع السلامة"),
    ],
)
def test_a_goodbye_to_the_last_question_hands_in(language: str, goodbye: str) -> None:
    assert _finished(language, "8", goodbye)


def test_a_goodbye_before_leaves_it_for_later() -> None:
    assert not _finished("fr", "merci bonne soirée")
