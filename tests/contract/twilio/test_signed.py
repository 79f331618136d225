"""Is what Twilio's library for Node signs let in, byte for byte?"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from bot.channels.errors import BadPayload, Forbidden
from bot.channels.twilio.webhook import TwilioWebhook
from tests.unit.channels.twilio.calls import FORM, PUBLIC_URL, SMS, STATUS, TARGET, TOKEN, WHATSAPP, encode

pytestmark = pytest.mark.needs("node_packages")

Signer = Callable[[list[dict[str, Any]]], list[str]]
WEBHOOK = TwilioWebhook(TOKEN, PUBLIC_URL)
TARGETS = (
    TARGET,
    f"{TARGET}/status?outbox=12",
    f"{TARGET}?",
    f"{TARGET}?a=%C3%A9&b=&a=1",
    f"{TARGET}?x=a+b%20c",
)
BODIES = ("", "Été 🌸 à l’école", "a=b&c d+e%20", "\n\t ", "👩‍👩‍👧 مرحبا", "0" * 1600)
FORMS = (
    SMS,
    WHATSAPP,
    STATUS,
    *({**SMS, "Body": body} for body in BODIES),
    {**WHATSAPP, "é à": "ü", "Z": ""},
)


def test_what_node_signs_comes_in(sign_in_node: Signer) -> None:
    cases = [(target, form) for target in TARGETS for form in FORMS]
    asked = [{"token": TOKEN, "url": PUBLIC_URL + target, "fields": form} for target, form in cases]
    for signature, (target, form) in zip(sign_in_node(asked), cases, strict=True):
        WEBHOOK.open({**FORM, "x-twilio-signature": signature}, target, encode(form))
        with pytest.raises(Forbidden):
            WEBHOOK.open({**FORM, "x-twilio-signature": signature}, target + "1", encode(form))


def test_what_node_signs_for_another_token_does_not(sign_in_node: Signer) -> None:
    (signature,) = sign_in_node([{"token": "x" + TOKEN, "url": PUBLIC_URL + TARGET, "fields": SMS}])
    with pytest.raises(Forbidden):
        WEBHOOK.open({**FORM, "x-twilio-signature": signature}, TARGET, encode(SMS))


def test_a_json_body_that_node_signs_is_known(sign_in_node: Signer) -> None:
    body = '{"Body": "été"}'
    (signature,) = sign_in_node([{"token": TOKEN, "url": PUBLIC_URL + TARGET, "body": body}])
    target = f"{TARGET}?bodySHA256={sha256(body.encode()).hexdigest()}"
    headers = {"content-type": "application/json", "x-twilio-signature": signature}
    with pytest.raises(BadPayload):
        WEBHOOK.open(headers, target, body.encode())
    with pytest.raises(Forbidden):
        WEBHOOK.open(headers, target, b"{}")
