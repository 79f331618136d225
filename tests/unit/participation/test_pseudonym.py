"""Does a pseudonym lead back to its participant, however it is typed?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.participation.pseudonym import read_pseudonym, write_pseudonym

IDS = st.builds(
    lambda time, chance, rest: f"{time:012x}7{chance:03x}{rest:016x}",
    st.integers(0, 2**48 - 1),
    st.integers(0, 2**12 - 1),
    st.integers(0, 2**64 - 1),
)


@given(IDS)
def test_a_pseudonym_leads_back(id: str) -> None:
    said = write_pseudonym(id)
    assert id.startswith(read_pseudonym(said))
    assert read_pseudonym(said.lower().replace("-", " ").replace("0", "o")) == id[:16]


@pytest.mark.parametrize("text", ["", "K7QD", "K7QD-2M9X-PR4", "U7QD-2M9X-PR4T", "+33612345678", "é" * 12])
def test_other_texts_are_none(text: str) -> None:
    assert read_pseudonym(text) == ""
