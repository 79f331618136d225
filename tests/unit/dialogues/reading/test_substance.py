"""Are signs, "ok" and an idea that is only announced told from words that say something?"""

from __future__ import annotations

import pytest

from dialogues.reading.substance import says_nothing
from tests.unit.dialogues.scenes import lexicons

EMPTY = [
    "...",
    "👍",
    "🙂🙂",
    "ok",
    "oui svp merci madame",
    "Bonjour !",
    "12",
    "je sais pas",
    "euh oui",
    "bon ben ok",
    "bonjou jaurai une idé",
    "j'ai une idée à proposer",
]
TOLD = [
    "des bancs",
    "merci pour les bancs",
    "un banc devant la poste",
    "plus d'arbres",
    "mon idée c'est un banc",
    "x" * 61,
    "des arbres 👍",
]


@pytest.mark.parametrize("text", EMPTY)
def test_nothing_is_said(text: str) -> None:
    assert says_nothing(text, lexicons()["fr"])


@pytest.mark.parametrize("text", TOLD)
def test_something_is_said(text: str) -> None:
    assert not says_nothing(text, lexicons()["fr"])


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "I have an idea"), ("es", "tengo una idea"), ("pt", "tenho uma ideia"), ("ar", "عندي فكرة")],
)
def test_an_announcement_is_no_idea(language: str, text: str) -> None:
    assert says_nothing(text, lexicons()[language])
