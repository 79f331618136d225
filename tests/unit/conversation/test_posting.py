"""Are messages read back from their JSON as they were written?"""

from __future__ import annotations

from typing import get_args

import orjson
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.message import Address, Happening, InboundMessage, Profile
from bot.conversation.posting import (
    inbound_from_json,
    inbound_to_json,
    message_from_json,
    message_to_json,
)
from dialogues.content import Message, Option
from dialogues.inputs import Attachment, Point

WORDS = st.text(st.characters(codec="utf-8"), max_size=40)
DEGREES = st.floats(-90, 90, allow_nan=False)
POINTS = st.none() | st.builds(Point, DEGREES, DEGREES, WORDS)
FILES = st.lists(st.builds(Attachment, WORDS, WORDS, WORDS), max_size=3).map(tuple)
INBOUND = st.builds(
    InboundMessage,
    address=st.builds(Address, WORDS, WORDS),
    provider_id=WORDS,
    text=WORDS,
    choice=st.none() | WORDS,
    point=POINTS,
    attachments=FILES,
    contact=st.none() | WORDS,
    profile=st.builds(Profile, WORDS, WORDS),
    event=st.sampled_from(get_args(Happening)),
    detail=WORDS,
)
OPTIONS = st.lists(st.builds(Option, WORDS, WORDS, st.just(())), max_size=5).map(tuple)
OUTBOUND = st.builds(Message, WORDS, OPTIONS, st.sampled_from([None, "location", "photo", "contact"]))


@given(INBOUND)
def test_what_came_in_reads_back(message: InboundMessage) -> None:
    payload = orjson.loads(orjson.dumps(inbound_to_json(message)))
    address = message.address
    assert inbound_from_json(address.channel, address.value, message.provider_id, payload) == message


@given(OUTBOUND)
def test_what_goes_out_reads_back(message: Message) -> None:
    assert message_from_json(orjson.loads(orjson.dumps(message_to_json(message)))) == message


def test_an_erased_message_reads_as_nothing() -> None:
    assert inbound_from_json("sms", "", "1", {}) == InboundMessage(Address("sms", ""), "1")
    assert message_from_json({}) == Message("")
