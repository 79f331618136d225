"""Can every text be stored and sent?"""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.channels.legibility import legible, storable, unturned
from tests.unit.channels.messages import ANY_TEXT


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Été \r\n👋 ", " Été \r\n👋 "),
        ("a\0b", "ab"),
        ("\ud83d\udc4b", "👋"),
        ("a\ud83db\udc4b", "a\ufffdb\ufffd"),
    ],
)
def test_only_what_nothing_stores_is_changed(text: str, kept: str) -> None:
    assert storable(text) == kept


@pytest.mark.parametrize(
    ("text", "sent"),
    [("\u00a0\n a\r\nb\rc \n", "a\nb\nc"), ("a\x07\x1b[1mb\x85", "a[1mb"), ("a\tb", "a\tb"), ("\0 ", "")],
)
def test_only_what_can_be_read_is_sent(text: str, sent: str) -> None:
    assert legible(text) == sent


@given(ANY_TEXT)
def test_every_text_can_be_encoded(text: str) -> None:
    assert storable(text).encode().decode() == storable(text)
    assert "\0" not in storable(text)
    assert legible(legible(text)) == legible(text)


@pytest.mark.parametrize("sign", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
def test_nothing_turns_a_direction_unseen(sign: str) -> None:
    assert unturned(f"a{sign}b") == "ab"


def test_what_turns_only_itself_stays() -> None:
    assert unturned("\u200fمرحبا\u200e 👩\u200d🌾") == "\u200fمرحبا\u200e 👩\u200d🌾"
