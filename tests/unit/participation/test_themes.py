"""Is the likely theme suggested, and none when it is not clear?"""

from __future__ import annotations

import pytest

from bot.nlu.linear.training import learn
from bot.participation.themes import suggest_theme

THEMES = {"mobilite": ["vélo", "bus", "piste"], "nature": ["arbre", "parc"], "ecole": ["école", "cantine"]}
LABELLED = [
    ("des arceaux devant la gare", "mobilite"),
    ("une trottinette en libre service", "mobilite"),
    ("des arceaux sur la place", "mobilite"),
    ("un hôtel à insectes", "nature"),
    ("semer une prairie fleurie", "nature"),
    ("des nichoirs et des insectes", "nature"),
    ("une rue fermée", "retired"),
]


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("une piste pour les vélos", "mobilite"),
        ("DES ARBRES dans le parc", "nature"),
        ("la cantine de l'ecole", "ecole"),
        ("un arbre près du bus", None),
        ("des bancs", None),
        ("", None),
        ("arrêt de busway", None),
    ],
)
def test_the_theme_most_spoken_of_is_suggested(text: str, theme: str | None) -> None:
    found = suggest_theme(text, THEMES)
    assert (found.theme if found else None) == theme


def test_without_themes_none_is_suggested() -> None:
    assert suggest_theme("une piste", {}) is None


def test_keywords_tell_why() -> None:
    found = suggest_theme("des pistes pour Vélos", THEMES)
    assert found is not None and found.because == ("pistes", "velos")


def test_earlier_ideas_teach_what_keywords_do_not() -> None:
    learnt = learn(*zip(*LABELLED, strict=True))
    assert suggest_theme("des insectes", THEMES) is None
    found = suggest_theme("des insectes", THEMES, learnt)
    assert found is not None and (found.theme, found.because[0]) == ("nature", "insectes")


def test_a_theme_that_is_gone_is_not_suggested() -> None:
    learnt = learn(*zip(*LABELLED, strict=True))
    found = suggest_theme("une rue fermée", THEMES, learnt)
    assert found is None or found.theme in THEMES


@pytest.mark.parametrize("text", ["", " ", "😀", "zzzz", "a" * 10_000, "mot " * 5_000])
def test_any_text_can_be_asked_about(text: str) -> None:
    suggest_theme(text, THEMES, learn(*zip(*LABELLED, strict=True)))
