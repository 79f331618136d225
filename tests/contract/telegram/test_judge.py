"""Does the judge see what the Bot API would refuse?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.channels.telegram.parse import KINDS, SERVICE
from bot.channels.telegram.render import Telegram
from dialogues.content import Option
from tests.contract.telegram.judge import Judge
from tests.unit.channels.messages import ANY_TEXT, OPTIONS, offering, outbound

FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "sendMassage is no method": ("sendMassage", {}),
    "sendMessage.chat_id is missing": ("sendMessage", {"text": "Oui"}),
    "sendMessage.parse_mod is unknown": ("sendMessage", {"chat_id": 1, "text": "Oui", "parse_mod": "HTML"}),
    "sendMessage.text is not a String": ("sendMessage", {"chat_id": 1, "text": 3}),
    "sendMessage.text has 0 characters, not 1 to 4096": ("sendMessage", {"chat_id": 1, "text": ""}),
    "sendMessage.text has 4097 characters, not 1 to 4096": (
        "sendMessage",
        {"chat_id": 1, "text": "a" * 4097},
    ),
    "setWebhook.drop_pending_updates is not a Boolean": (
        "setWebhook",
        {"url": "https://ville.example", "drop_pending_updates": "no"},
    ),
    "getUpdates.allowed_updates is not a list": ("getUpdates", {"allowed_updates": "message"}),
    "getUpdates.offset is not a Integer": ("getUpdates", {"offset": True}),
}


def buttons(*keys: dict[str, Any]) -> dict[str, Any]:
    return {"chat_id": 1, "text": "?", "reply_markup": {"inline_keyboard": [list(keys)]}}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named(judge: Judge, fault: str) -> None:
    method, params = FAULTS[fault]
    assert judge.faults(method, params) == [fault]


@pytest.mark.parametrize(
    "key",
    [
        {"callback_data": "oui"},
        {"text": "Oui"},
        {"text": "Oui", "callback_data": "oui", "url": "https://ville.example"},
        {"text": "Oui", "callback_data": "é" * 33},
        {"text": "Oui", "callback_data": 1},
        {"text": "Oui", "callback": "oui"},
    ],
)
def test_a_wrong_button_is_seen(judge: Judge, key: dict[str, Any]) -> None:
    assert judge.faults("sendMessage", buttons(key)) != []


def test_a_right_call_passes(judge: Judge) -> None:
    assert judge.faults("sendMessage", buttons({"text": "Oui", "callback_data": "é" * 32})) == []
    assert judge.faults("getMe", {}) == []


@given(text=ANY_TEXT.map(lambda text: text * 30), options=OPTIONS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_drawn_would_be_taken(judge: Judge, text: str, options: list[Option]) -> None:
    for call in Telegram().render(offering(text, options)):
        assert judge.faults(call.method, dict(call.params)) == []


@pytest.mark.parametrize("wants", ["location", "contact", "photo"])
def test_whatever_is_asked_would_be_taken(judge: Judge, wants: Any) -> None:
    for call in Telegram().render(outbound("Où ?", "Passer", "Retour", wants=wants)):
        assert judge.faults(call.method, dict(call.params)) == []


@pytest.mark.parametrize("kind", sorted(SERVICE))
def test_service_kinds_are_those_of_the_api(judge: Judge, kind: str) -> None:
    assert judge.knows("Message", kind)


@pytest.mark.parametrize("kind", KINDS)
def test_asked_kinds_are_those_of_the_api(judge: Judge, kind: str) -> None:
    assert judge.knows("Update", kind)
