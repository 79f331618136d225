"""Is the likely theme suggested, and none when it is not clear?"""

from __future__ import annotations

import pytest

from bot.participation.themes import suggest_theme

THEMES = {"mobilite": ["vélo", "bus", "piste"], "nature": ["arbre", "parc"], "ecole": ["école", "cantine"]}


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
    assert suggest_theme(text, THEMES) == theme


def test_without_themes_none_is_suggested() -> None:
    assert suggest_theme("une piste", {}) is None
