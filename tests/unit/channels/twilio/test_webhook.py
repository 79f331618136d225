"""Does the webhook let in what is Twilio's, and nothing else, whatever is posted?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.errors import BadPayload, Forbidden
from bot.channels.message import Happening, InboundMessage, Receipt
from bot.channels.receiving import Webhook
from bot.channels.twilio.webhook import STATUS as STATUS_TARGET
from bot.channels.twilio.webhook import TwilioWebhook
from tests.unit.channels.messages import ANY_TEXT
from tests.unit.channels.twilio.calls import (
    FORM,
    PUBLIC_URL,
    SMS,
    STATUS,
    TARGET,
    TOKEN,
    WHATSAPP,
    encode,
    headers,
)

WEBHOOK: Webhook = TwilioWebhook(TOKEN, PUBLIC_URL)
ENCODABLE = st.text(st.characters(codec="utf-8"), max_size=60)
NAMES = st.sampled_from(sorted({*SMS, *WHATSAPP, *STATUS, "MediaUrl0", "Latitude", "Longitude", "ErrorCode"}))
#: forms with Twilio's own names, sensible values and senseless ones
FIELDS = st.dictionaries(
    NAMES, ENCODABLE | st.sampled_from(sorted({*SMS.values(), *STATUS.values()})), min_size=1
)


def test_a_message_comes_in() -> None:
    (message,) = WEBHOOK.open(headers(SMS), TARGET, encode(SMS))
    assert isinstance(message, InboundMessage) and message.text == "Bonjour"


def test_a_receipt_comes_in_with_its_row() -> None:
    target = f"{STATUS_TARGET}?outbox=7"
    (receipt,) = WEBHOOK.open(headers(STATUS, target), target, encode(STATUS))
    assert isinstance(receipt, Receipt) and receipt.outbox == 7


def test_a_receipt_is_known_on_the_wrong_address() -> None:
    (receipt,) = WEBHOOK.open(headers(STATUS), TARGET, encode(STATUS))
    assert isinstance(receipt, Receipt)


@pytest.mark.parametrize(
    "given", [FORM, {**FORM, "x-twilio-signature": "wrong"}, {}, {"x-twilio-signature": "é"}]
)
def test_what_is_not_signed_is_forbidden(given: Mapping[str, str]) -> None:
    with pytest.raises(Forbidden):
        WEBHOOK.open(given, TARGET, encode(SMS))


def test_an_empty_form_is_refused() -> None:
    with pytest.raises(BadPayload):
        WEBHOOK.open(headers({}), TARGET, b"")


def test_a_form_of_a_million_fields_is_refused() -> None:
    with pytest.raises(BadPayload):
        WEBHOOK.open(FORM, TARGET, b"a=1&" * 1_000_000)


def test_nul_and_broken_bytes_are_made_storable() -> None:
    body = encode(SMS).replace(b"Body=Bonjour", b"Body=a%00b%FFc%ED%A0%80")
    fields = {**SMS, "Body": "a\0b\udcffc\udced\udca0\udc80"}
    text = TARGET + "".join(name + fields[name] for name in sorted(fields))
    signed = {**FORM, "x-twilio-signature": signature_of(text)}
    (message,) = WEBHOOK.open(signed, TARGET, body)
    assert isinstance(message, InboundMessage) and message.text == "ab�c���"


def signature_of(text: str) -> str:
    """Return the signature over the bytes that were posted."""
    import hmac
    from base64 import b64encode
    from hashlib import sha1

    signed = (PUBLIC_URL + text).encode("utf-8", "surrogateescape")
    return b64encode(hmac.new(TOKEN.encode(), signed, sha1).digest()).decode()


@given(FIELDS)
def test_every_signed_form_is_read(fields: dict[str, str]) -> None:
    for item in WEBHOOK.open(headers(fields), TARGET, encode(fields)):
        assert item.provider_id
        item_text = item.text if isinstance(item, InboundMessage) else item.code
        item_text.encode()
        assert "\0" not in item_text
        if isinstance(item, InboundMessage):
            assert item.event in get_args(Happening)


@given(FIELDS, st.text(st.characters(codec="ascii"), max_size=40))
def test_every_signed_status_is_read(fields: dict[str, str], query: str) -> None:
    target = f"{STATUS_TARGET}?{query}"
    for item in WEBHOOK.open(headers(fields, target), target, encode(fields)):
        assert isinstance(item, Receipt) and item.provider_id


@given(
    st.dictionaries(st.sampled_from(["content-type", "x-twilio-signature", "host"]), ANY_TEXT),
    ANY_TEXT,
    st.binary(max_size=400),
)
def test_nothing_else_gets_in(given_headers: dict[str, str], target: str, body: bytes) -> None:
    with pytest.raises((Forbidden, BadPayload)):
        WEBHOOK.open(given_headers, target, body)
