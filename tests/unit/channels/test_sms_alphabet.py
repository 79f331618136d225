"""Is every character of GSM 03.38 known, and no other?"""

from __future__ import annotations

import sys

import pytest

from bot.channels.sms.alphabet import BASIC, EXTENSION, gsm_units, gsm_width, is_gsm, ucs2_units

#: From norms §4, not from the table under test.
SINGLE = "àäéèìòöùüæÆÄÇÉÖÜßñ£§¿¡@$¥ØøÅåÑ¤_ΔΦΓΛΩΠΨΣΘΞ\n\r"
DOUBLE = "€[]{}\\^~|\f"
OUTSIDE = "âçêëîïôûÿœÀÂÈÊËÎÏÔÙÛŸŒ’“”«»…–—•°\u00a0\u202f`\t\x1b👋م"


def test_tables_have_the_standard_size() -> None:
    assert (len(BASIC), len(set(BASIC))) == (127, 127)
    assert (len(EXTENSION), len(set(EXTENSION))) == (10, 10)
    assert not set(BASIC) & set(EXTENSION)


def test_codes_are_those_of_the_standard() -> None:
    codes = BASIC[:27] + "\x1b" + BASIC[27:]
    assert [codes.index(char) for char in "@$\nΔ_ÆÉ"] == [0x00, 0x02, 0x0A, 0x10, 0x11, 0x1C, 0x1F]
    assert [codes.index(char) for char in " 0?¡AZÄ"] == [0x20, 0x30, 0x3F, 0x40, 0x41, 0x5A, 0x5B]
    assert [codes.index(char) for char in "§¿azäà"] == [0x5F, 0x60, 0x61, 0x7A, 0x7B, 0x7F]


@pytest.mark.parametrize("char", SINGLE + "".join(map(chr, range(0x20, 0x5B))) + "abcdefghijklmnopqrstuvwxyz")
def test_basic_characters_cost_one(char: str) -> None:
    assert is_gsm(char)
    assert gsm_units(char) == gsm_width(char) == 1


@pytest.mark.parametrize("char", DOUBLE)
def test_extension_characters_cost_two(char: str) -> None:
    assert is_gsm(char)
    assert gsm_units(char) == gsm_width(char) == 2


@pytest.mark.parametrize("char", OUTSIDE)
def test_others_are_outside(char: str) -> None:
    assert not is_gsm(char)


def test_unicode_holds_137_of_them() -> None:
    assert sum(is_gsm(chr(code)) for code in range(sys.maxunicode + 1)) == 137


def test_an_emoji_costs_two_ucs2_units() -> None:
    assert [ucs2_units(char) for char in "aم\uffff\U00010000👋"] == [1, 1, 1, 2, 2]
