"""Can a reference be quoted by voice and typed by anyone, and is every slip noticed?"""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.participation.reference import ALPHABET, read_reference, write_reference

#: The first numbers, and those around the place where codes grow from three characters to four (29³).
NUMBERS = tuple(chain(range(1, 60), range(24_360, 24_420), range(99_970, 100_001)))


def test_every_number_reads_back() -> None:
    references = [write_reference(number, "velo") for number in range(1, 100_001)]
    assert [read_reference(reference) for reference in references] == list(range(1, 100_001))
    assert len(set(references)) == 100_000


@pytest.mark.parametrize("number", NUMBERS[::7])
def test_every_wrong_character_is_noticed(number: int) -> None:
    code = write_reference(number).partition("-")[2]
    for place, sign in enumerate(code):
        for other in ALPHABET.replace(sign, ""):
            assert read_reference(f"ID-{code[:place]}{other}{code[place + 1 :]}") is None


@pytest.mark.parametrize("number", NUMBERS)
def test_every_adjacent_swap_is_noticed(number: int) -> None:
    code = write_reference(number).partition("-")[2]
    for place in range(len(code) - 1):
        left, right = code[place], code[place + 1]
        swapped = f"{code[:place]}{right}{left}{code[place + 2 :]}"
        assert left == right or read_reference(swapped) is None


@given(st.integers(1, 10**7), st.sampled_from(["velo", "École", "", "a", "123"]))
def test_a_reference_is_read_as_it_is_typed(number: int, theme: str) -> None:
    reference = write_reference(number, theme)
    typed = (reference.lower(), f"  {reference} ", reference.replace("-", " "), reference.replace("-", "–"))
    assert {read_reference(each) for each in typed} == {number}


@given(st.text(max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    found = read_reference(text)
    assert found is None or found >= 0


def test_a_bare_code_is_no_theme_and_code() -> None:
    codes = [write_reference(number).partition("-")[2] for number in range(24_380, 100_001)]
    assert [read_reference(code) for code in codes] == list(range(24_380, 100_001))


def test_neighbours_do_not_look_alike() -> None:
    first, second = (write_reference(number).partition("-")[2] for number in (1, 2))
    assert sum(a != b for a, b in zip(first, second, strict=True)) >= 2
