"""Are the same pieces read of the same words, however they are typed?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.linear.grams import BUCKETS, LONGEST_WORD, MOST_WORDS, pieces_of, words_of


def test_words_are_folded_and_met_once() -> None:
    assert words_of("L'ÉCOLE, l'école !") == ("l", "ecole")


def test_long_texts_are_read_in_part() -> None:
    assert len(words_of(" ".join(map(str, range(2000))))) == MOST_WORDS
    assert words_of("é" * 500) == ("e" * LONGEST_WORD,)


def test_kin_words_share_pieces() -> None:
    kin = set(pieces_of("ecole")) & set(pieces_of("ecolier"))
    assert len(kin) > 3 and not set(pieces_of("ecole")) & set(pieces_of("velo"))


@pytest.mark.parametrize(("word", "pieces"), [("a", 1), ("au", 3), ("velo", 4 + 3 + 2 + 1)])
def test_edges_are_part_of_a_word(word: str, pieces: int) -> None:
    assert len(pieces_of(word)) == pieces


@given(st.text(max_size=60))
def test_any_text_has_pieces_or_none(text: str) -> None:
    assert all(0 <= piece < BUCKETS for word in words_of(text) for piece in pieces_of(word))
