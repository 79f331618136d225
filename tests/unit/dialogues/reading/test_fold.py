"""Does folding keep the words and nothing else?"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.fold import fold, is_blank, squeeze, tidy

FOLDED = [
    ("« Déjà ! »", "deja"),
    ("L’ÉTÉ", "l ete"),
    ("Œuvre", "oeuvre"),
    ("quatre-vingt-dix", "quatre vingt dix"),
    ("2️⃣", "2"),
    ("②", "2"),
    ("🔟", "10"),
    ("٢", "2"),
    ("a\u200b\u202eb\x00c\ud800d", "abcd"),
    ("  plusieurs\t\nblancs\u00a0là ", "plusieurs blancs la"),
    ("👍🏽", "👍"),
    ("un 🚲 vélo", "un velo"),
    ("أهلاً", "اهلا"),
    ("مدرسة", "مدرسه"),
    ("n° 2", "n 2"),
    ("\x07oui\x7f", "oui"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_what_counts_remains(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_tidy_keeps_commas_and_dashes() -> None:
    assert tidy("« 2,5 » – 3") == '" 2,5 " - 3'


def test_repeated_letters_become_one() -> None:
    assert squeeze("ouiiii 22") == "oui 22"


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\u200b\u200f", "\x00", "\ud800", "\u00a0"])
def test_what_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", "🚲", "\u200bé", "٢"])
def test_what_is_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@given(st.text(st.characters(codec=None)))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec=None)))
def test_no_sign_of_direction_or_case_is_left(text: str) -> None:
    assert not [c for c in fold(text) if unicodedata.category(c)[0] in "MCP" or c in "\u200f\n\t"]


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_and_accents_fold_the_same(text: str) -> None:
    assert fold(text) == fold(text + "\u200b")


def test_a_long_row_of_accents_is_quick() -> None:
    assert fold("e" + "\u0301\u0327" * 50_000) == "e"
