"""Is the number of SMS parts what carriers will count?"""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.channels.sms.alphabet import gsm_units, is_gsm, ucs2_units
from bot.channels.sms.segments import measure
from tests.unit.channels.messages import ANY_TEXT

CASES = [
    # text, encoding, units, parts, left in the last part
    ("", "GSM-7", 0, 0, 160),
    ("a", "GSM-7", 1, 1, 159),
    ("a" * 160, "GSM-7", 160, 1, 0),
    ("a" * 161, "GSM-7", 161, 2, 145),
    ("a" * 306, "GSM-7", 306, 2, 0),
    ("a" * 307, "GSM-7", 307, 3, 152),
    ("a" * 153 * 6, "GSM-7", 918, 6, 0),
    ("€" * 80, "GSM-7", 160, 1, 0),
    ("€" * 81, "GSM-7", 162, 2, 143),  # 76 of them in the first part, one unit is left empty
    ("a" * 152 + "€" + "a" * 10, "GSM-7", 164, 2, 141),  # the € would be cut: it opens the second part
    ("a" * 151 + "€" + "a" * 10, "GSM-7", 163, 2, 143),
    ("a" * 152 + "€" + "a" * 151, "GSM-7", 305, 2, 0),
    ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3, 152),
    ("ê", "UCS-2", 1, 1, 69),
    ("ê" * 70, "UCS-2", 70, 1, 0),
    ("ê" * 71, "UCS-2", 71, 2, 63),
    ("م" * 134, "UCS-2", 134, 2, 0),
    ("م" * 135, "UCS-2", 135, 3, 66),
    ("👋" * 35, "UCS-2", 70, 1, 0),
    ("👋" * 36, "UCS-2", 72, 2, 61),  # 33 in the first part
    ("a" * 66 + "👋" + "aaa", "UCS-2", 71, 2, 62),  # the emoji would be cut
    ("a" * 66 + "👋" + "a" * 65, "UCS-2", 133, 2, 0),
    ("a" * 66 + "👋" + "a" * 66, "UCS-2", 134, 3, 66),
    ("€" * 69 + "ê", "UCS-2", 70, 1, 0),
]


@pytest.mark.parametrize(("text", "encoding", "units", "parts", "remaining"), CASES)
def test_parts_are_counted_as_carriers_do(
    text: str, encoding: str, units: int, parts: int, remaining: int
) -> None:
    found = measure(text)
    assert (found.encoding, found.units, found.parts, found.remaining) == (encoding, units, parts, remaining)


def test_each_part_is_smaller_when_joined() -> None:
    assert [measure(text).per_part for text in ("a", "a" * 161, "ê", "ê" * 71)] == [160, 153, 70, 67]


@given(ANY_TEXT)
def test_filling_parts_by_hand_agrees(text: str) -> None:
    """Put characters one by one into parts, as a phone does."""
    size, single, joined = (gsm_units, 160, 153) if is_gsm(text) else (ucs2_units, 70, 67)
    units = sum(map(size, text))
    parts, room = (1 if text else 0), single - units
    if units > single:
        parts, room = 1, joined
        for char in text:
            if size(char) > room:
                parts, room = parts + 1, joined
            room -= size(char)
    assert (measure(text).parts, measure(text).remaining) == (parts, room)


@given(ANY_TEXT)
def test_a_longer_text_never_costs_less(text: str) -> None:
    costs = [measure(text[:end]).parts for end in range(0, len(text) + 1, 7)]
    assert costs == sorted(costs)
