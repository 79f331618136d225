"""Does a pseudonym lead back to its participant, however it is typed?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.participation.pseudonym import EPOCH, TIMED, is_pseudonym, read_pseudonym, write_pseudonym

IDS = st.builds(
    lambda time, rest: f"{time:012x}7{rest:019x}",
    st.integers(EPOCH, EPOCH + 2**TIMED - 1),
    st.integers(0, 2**76 - 1),
)


@given(IDS)
def test_a_pseudonym_leads_back(id: str) -> None:
    said = write_pseudonym(id)
    typed = said.lower().replace("-", " ").replace("0", "o")
    assert id.startswith(read_pseudonym(said)) and read_pseudonym(typed) == id[:12]
    assert is_pseudonym(typed, id) and not is_pseudonym("", id)


def test_people_of_one_moment_are_told_apart() -> None:
    """New people of a batch are stored in the same millisecond: their ids differ at the end only."""
    ids = [f"01a203bf2b7473a8bf5e{end}" for end in ("20263f718e3e", "202535353312", "20244639b473")]
    assert len({write_pseudonym(id) for id in ids}) == len(ids)


@pytest.mark.parametrize("text", ["", "K7QD", "K7QD-2M9X-PR4", "U7QD-2M9X-PR4T", "+33612345678", "é" * 12])
def test_other_texts_are_none(text: str) -> None:
    assert read_pseudonym(text) == ""
