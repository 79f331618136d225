"""Are long texts cut where people can read on?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.pages import cut, lay
from bot.channels.width import utf16_width
from tests.unit.channels.messages import ANY_TEXT, WORDS


def ten(text: str) -> bool:
    return utf16_width(text) <= 10


def test_blank_text_has_no_page() -> None:
    assert cut("  \n ", ten, 10) == []


def test_words_stay_whole() -> None:
    assert cut("un deux trois quatre", ten, 10) == ["un deux", "trois", "quatre"]


def test_a_word_that_just_fits_stays() -> None:
    assert cut("un deux345 a", ten, 10) == ["un deux345", "a"]


def test_lines_are_preferred_to_words() -> None:
    assert cut("un deux\na b c d", ten, 10) == ["un deux", "a b c d"]


def test_an_early_line_end_is_not_waited_for() -> None:
    assert cut("a\nbbb ccc ddd", ten, 10) == ["a\nbbb ccc", "ddd"]


def test_a_word_without_end_is_cut() -> None:
    assert cut("x" * 25, ten, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_an_emoji_is_not_cut() -> None:
    assert cut("x" + "👋" * 6, ten, 10) == ["x" + "👋" * 4, "👋👋"]


def test_accents_and_families_stay_together() -> None:
    assert cut("x" * 9 + "e\u0301y", ten, 10) == ["x" * 9, "e\u0301y"]
    assert cut("xxxx👩\u200d👧\u200d👦", ten, 10) == ["xxxx", "👩\u200d👧\u200d👦"]


def test_a_menu_joins_the_last_page() -> None:
    assert lay("un deux trois", "1 A", ten, 10) == ["un deux", "trois\n1 A"]


def test_a_menu_without_room_comes_after() -> None:
    assert lay("un deux tr", "1 Oui", ten, 10) == ["un deux tr", "1 Oui"]
    assert lay("", "1 Oui", ten, 10) == ["1 Oui"]


def test_a_long_menu_is_cut_between_rows() -> None:
    assert lay("", "1 Oui\n2 Non\n3 Si", ten, 10) == ["1 Oui", "2 Non\n3 Si"]


@given(ANY_TEXT)
def test_only_blanks_are_lost(text: str) -> None:
    pages = cut(text, ten, 10)
    assert "".join("".join(pages).split()) == "".join(text.split())
    assert all(page.strip() for page in pages)


@given(WORDS, st.integers(40, 200))
def test_every_word_is_found_again(words: list[str], length: int) -> None:
    pages = cut(" ".join(words), lambda page: utf16_width(page) <= length, length)
    assert " ".join(pages).split() == " ".join(words).split()
    assert all(utf16_width(page) <= length for page in pages)
