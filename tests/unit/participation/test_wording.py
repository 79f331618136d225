"""Which words are read of an idea, and which are left?"""

from __future__ import annotations

import pytest

from bot.participation.wording import REASON, find_stem, hollow_words, read_words


@pytest.mark.parametrize(
    "family", [("vélo", "VELOS", "velo"), ("végétaliser", "végétalisation"), ("arbre", "Arbres")]
)
def test_a_family_has_one_stem(family: tuple[str, ...]) -> None:
    assert len({find_stem(word, "fr") for word in family}) == 1


@pytest.mark.parametrize("word", ["les", "très", "du", "11e", "2024", "à", ""])
def test_hollow_words_have_none(word: str) -> None:
    assert find_stem(word, "fr") == ""


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt", "ar", "xx"])
def test_every_language_has_stems(language: str) -> None:
    assert find_stem("fontaine", language) and find_stem("حديقة", language)


def test_reasons_weigh_less_than_words() -> None:
    read = read_words("des bancs", "on est debout, sans bancs", "fr")
    assert [(word.written, word.weight) for word in read.values()] == [("bancs", 1.0), ("debout", REASON)]


def test_names_are_told_by_their_capitals() -> None:
    read = read_words("Bancs rue des Lilas, des lilas. BANCS", "", "fr")
    assert {stem: (word.named, word.small) for stem, word in read.items()} == {
        "banc": (1, 0),
        "ru": (0, 1),
        "lil": (1, 1),
    }
    assert all(word.named == 0 for word in read_words("DES BANCS", "", "fr").values())


def test_hollow_words_are_folded() -> None:
    assert {"etre", "tambem", "muy", "the"} <= hollow_words()
