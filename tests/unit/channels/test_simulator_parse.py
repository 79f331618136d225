"""Is what the simulator's page posts read, or refused in one sentence?"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.errors import BadPayload
from bot.channels.message import Address, InboundMessage, Profile
from bot.channels.simulator.parse import parse
from bot.channels.simulator.render import Simulator
from dialogues.inputs import Attachment, Point
from tests.unit.channels.messages import ANY_TEXT

LEA: dict[str, Any] = {"address": "sms-lea", "id": "m1"}
HOME = Address("simulator", "sms-lea")

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)
KEYS = ("address", "id", "text", "choice", "point", "attachments", "contact", "first_name", "language")


def test_words_are_kept_as_typed() -> None:
    assert parse({**LEA, "text": " Été\n👋 "}) == InboundMessage(HOME, "m1", text=" Été\n👋 ")


def test_everything_else_is_read_too() -> None:
    assert parse(
        {
            **LEA,
            "choice": "oui",
            "point": {"latitude": 50.6, "longitude": 3, "name": "Gare"},
            "attachments": [{"reference": "f1", "media_type": "image/png", "name": "a.png"}],
            "contact": "+33639980001",
            "first_name": "Léa",
            "language": "pt-BR",
            "new": {"unknown": 1},
        }
    ) == InboundMessage(
        HOME,
        "m1",
        choice="oui",
        point=Point(50.6, 3.0, "Gare"),
        attachments=(Attachment("f1", "image/png", "a.png"),),
        contact="+33639980001",
        profile=Profile("Léa", "pt-BR"),
    )


def test_null_and_absent_are_the_same() -> None:
    assert parse({**LEA, **dict.fromkeys(KEYS[2:])}) == parse(LEA)


def test_numbers_are_read_as_typed() -> None:
    assert parse({**LEA, "id": 7, "text": 0}) == InboundMessage(HOME, "7", text="0")


def test_what_no_database_takes_is_removed() -> None:
    assert parse({**LEA, "text": "a\0\ud83d"}).text == "a\ufffd"


def test_the_channel_reads_it_as_well() -> None:
    assert Simulator({}).parse({**LEA, "text": "2"}) == parse({**LEA, "text": "2"})


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        ([], "the message must be a JSON object"),
        ({"id": "m1"}, "address is missing"),
        ({"address": "lea", "id": "m1"}, "a simulated address is a style and a name"),
        ({"address": "sms-lea"}, "id is missing"),
        ({**LEA, "text": ["a"]}, "text must be text"),
        ({**LEA, "text": True}, "text must be text"),
        ({**LEA, "point": "ici"}, "point must be a JSON object"),
        (
            {**LEA, "point": {"latitude": 91, "longitude": 0}},
            r"point\.latitude must be a number from -90 to 90",
        ),
        ({**LEA, "point": {"latitude": -91, "longitude": 0}}, r"point\.latitude must be a number"),
        ({**LEA, "point": {"latitude": 1, "longitude": float("nan")}}, r"point\.longitude must be a number"),
        ({**LEA, "point": {"latitude": True, "longitude": 0}}, r"point\.latitude must be a number"),
        ({**LEA, "attachments": {}}, "attachments must be a list of at most 10 files"),
        ({**LEA, "attachments": [{}] * 11}, "attachments must be a list of at most 10 files"),
        ({**LEA, "attachments": [{}]}, r"attachment\.reference is missing"),
        ({**LEA, "attachments": [1]}, "an attachment must be a JSON object"),
    ],
)
def test_what_cannot_be_read_is_said(payload: object, sentence: str) -> None:
    with pytest.raises(BadPayload, match=sentence):
        parse(payload)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, ANY_JSON)) | ANY_JSON)
def test_anything_is_read_or_refused(payload: object) -> None:
    whole = {**LEA, **payload} if isinstance(payload, dict) else payload
    message = None
    with suppress(BadPayload):
        message = parse(whole)
    if message is not None:
        assert message.provider_id
        message.text.encode()
