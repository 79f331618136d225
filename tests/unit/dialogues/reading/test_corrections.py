"""Is an answer that is taken back in plain words told from one that is given?"""

from __future__ import annotations

import pytest

from dialogues.reading.corrections import BEFORE, LEAVING, Correction
from tests.unit.dialogues.scenes import lexicons

FR = lexicons()["fr"].corrections


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("Attends, ma solution c'est plutôt un Préau", "solution", "un Préau"),
        ("en fait mon idée c'est des bancs", "solution", "des bancs"),
        ("le problème c'est plutôt le bruit", "problem", "le bruit"),
        ("pardon le bénéfice", "benefit", ""),
        ("en fait je voulais dire des bancs", BEFORE, "des bancs"),
        ("je voulais dire : des bancs", BEFORE, "des bancs"),
    ],
)
def test_what_is_taken_back_is_named(text: str, part: str, words: str) -> None:
    assert FR.read(text) == (part, words)


@pytest.mark.parametrize(
    "text",
    [
        "le problème c'est le bruit",
        "ma solution c'est un préau",
        "en fait les gens se garent mal",
        "attendre le bus debout",
        "non",
        "je voulais",
        "",
        "\x00" * 1000,
    ],
)
def test_an_answer_takes_nothing_back(text: str) -> None:
    assert FR.read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "En fait laisse tomber jveux plutôt parler d'autre chose",
        "non oublie ça c'est nul",
        "bon laisse tomber ça sert à rien",
        "annule tout",
        "jveux parler d'autre chose",
        "oublie ce que j'ai dit",
    ],
)
def test_a_wish_to_leave_is_heard(text: str) -> None:
    assert FR.read(text) == Correction(LEAVING, "")


@pytest.mark.parametrize(
    "text",
    [
        "laisse tomber les voitures, mettons des vélos",
        "oubliez pas les handicapés",
        "annuler les travaux de la place",
        "arrêtez de couper les arbres",
        "une autre chose à mettre dans le parc",
    ],
)
def test_a_thing_to_drop_is_an_answer(text: str) -> None:
    assert FR.read(text) is None
