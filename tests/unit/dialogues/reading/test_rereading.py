"""Is what somebody says of the whole known for what it is?"""

from __future__ import annotations

import pytest

from dialogues.reading.fold import fold
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import lexicons

ADDED = [
    ("fr", "ah et aussi un abri"),
    ("fr", "j'ai oublié de dire que c'est pour les petits"),
    ("en", "a shelter too"),
    ("es", "y también un techo"),
    ("pt", "e também um abrigo"),
    ("ar", "و سقيفة أيضا"),
]


@pytest.mark.parametrize(("language", "text"), ADDED)
def test_who_adds_something_is_heard(language: str, text: str) -> None:
    assert lexicons()[language].rereading.adds(fold(text))


@pytest.mark.parametrize("text", ["le titre est nul", "le problème est mal dit", "3", ""])
def test_nothing_is_added_by_the_rest(text: str) -> None:
    assert not lexicons()["fr"].rereading.adds(fold(text))


@pytest.mark.parametrize("text", ["trop long", "nul", "pas bon"])
def test_a_judgement_is_no_title(text: str) -> None:
    assert lexicons()["fr"].rereading.judges(fold(text))


@pytest.mark.parametrize("text", ["Arceaux à vélo", "des bancs pour tous", ""])
def test_a_title_is_no_judgement(text: str) -> None:
    assert not lexicons()["fr"].rereading.judges(fold(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_that_is_wrong_sends(language: str) -> None:
    lexicon = lexicons()[language]
    assert lexicon.rereading.wrong.isdisjoint(lexicon.send | lexicon.yes)
