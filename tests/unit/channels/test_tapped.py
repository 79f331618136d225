"""Does a tapped button mean the option that it showed?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.tapped import carry, restore
from dialogues.content import Option
from tests.unit.channels.messages import ANY_TEXT


def test_a_short_value_travels_as_it_is() -> None:
    assert carry("oui", 1, 64) == "oui"
    assert carry("é" * 32, 1, 64) == "é" * 32


@pytest.mark.parametrize("value", ["é" * 33, "", "#3", "x" * 65])
def test_other_values_travel_as_numbers(value: str) -> None:
    carried = carry(value, 3, 64)
    assert carried.startswith("#3.")
    assert len(carried) == 11


def test_an_old_button_chooses_nothing_new() -> None:
    old = carry("x" * 80, 1, 64)
    assert restore(old, [Option("y" * 80, "Y")]) == old


@given(st.lists(ANY_TEXT, min_size=1, max_size=12))
def test_every_button_comes_back_as_its_value(values: list[str]) -> None:
    options = [Option(value, "label") for value in values]
    carried = [carry(value, number, 64) for number, value in enumerate(values, 1)]
    assert [restore(one, options) for one in carried] == values
    assert all(1 <= len(one.encode("utf-8", "surrogatepass")) <= 64 for one in carried)
