"""Does a pasted text become the questions that whoever pasted it meant?"""

from __future__ import annotations

import pytest

from bot.participation.surveys.dictation import take_down


def kinds(text: str) -> list[str]:
    return [step["type"] for step in take_down(text, "fr")]


def test_dashes_make_options() -> None:
    (step,) = take_down("Vous êtes ?\r\n- Pour\n• Contre\n3. Sans avis\n- Pour", "fr")
    assert [choice["label"]["fr"] for choice in step["choices"]] == ["Pour", "Contre", "Sans avis"]
    assert step["text"] == {"fr": "Vous êtes ?"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quels soirs ? (plusieurs)\n- Un\n- Deux", "choices"),
        ("D'accord ? (oui/non)", "yesno"),
        ("D'accord ?\n- Oui\n- Non", "yesno"),
        ("Agree? (yes/no)", "yesno"),
        ("Votre note ? (0-10)", "scale"),
        ("Votre note ? (de 1 à 5)", "scale"),
        ("Entre 10 et 12 (10-12)", "text"),
        ("Un mot ?", "text"),
    ],
)
def test_marks_say_the_type(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("1. Le bus ?\n- Oui\n- Non\n\n2. Le tram\n- Peu\n- Prou", {"Le bus ?": 0, "Le tram": 2}),
        ("1) Le bus ?\n2) Le tram ?", {"Le bus ?": 0, "Le tram ?": 0}),
        ("•\tLe bus ?\n\n•\tVos envies (plusieurs)\n- Pain\n- Fleurs", {"Le bus ?": 0, "Vos envies": 2}),
        ("Le bus ?\n\n- Peu\n\n- Prou", {"Le bus ?": 2}),
        ("Le bus ?\n\n1. Peu\n2. Prou", {"Le bus ?": 2}),
        ("1. Votre nom\n\n2. Votre rue", {"Votre nom": 0, "Votre rue": 0}),
    ],
)
def test_lists_of_questions_lose_none(text: str, asked: dict[str, int]) -> None:
    steps = take_down(text, "fr")
    assert {step["text"]["fr"]: len(step.get("choices", ())) for step in steps} == asked


def test_marks_are_not_asked() -> None:
    (step,) = take_down("Un mot ? (facultatif)", "fr")
    assert step == {"ask": "mot", "type": "text", "text": {"fr": "Un mot ?"}, "optional": True}


def test_paragraphs_are_questions_named_apart() -> None:
    steps = take_down("Pourquoi ?\n\n\nPourquoi ?\n \nPourquoi ?", "fr", {"pourquoi"})
    assert [step["ask"] for step in steps] == ["pourquoi_2", "pourquoi_3", "pourquoi_4"]


@pytest.mark.parametrize("text", ["", "   \n\n ", "- seule", "\n\n\n"])
def test_nothing_asked_is_no_question(text: str) -> None:
    assert take_down(text, "fr") == []


def test_braces_are_braces() -> None:
    (step,) = take_down("Le {bus} ?\n- {a}\n- {b!r}", "fr")
    assert step["text"]["fr"] == "Le {{bus}} ?"
