"""Is a tap acknowledged, and nothing else?"""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from bot.channels.telegram.parse import parse
from bot.channels.telegram.taps import answer, tap_of
from tests.unit.channels.telegram.updates import GROUP, door, message, tap


@pytest.mark.parametrize("update", [tap("oui"), tap(""), tap("oui", message={"chat": GROUP})])
def test_a_tap_answers_its_webhook_call(update: dict[str, Any]) -> None:
    query = update["callback_query"]["id"]
    assert orjson.loads(answer(parse(update))) == {
        "method": "answerCallbackQuery",
        "callback_query_id": query,
    }


@pytest.mark.parametrize(
    "update", [message(text="Oui"), door("kicked"), message(chat={"id": -42}, migrate_to_chat_id=-43)]
)
def test_what_is_not_tapped_answers_nothing(update: dict[str, Any]) -> None:
    assert answer(parse(update)) == b""
    assert tap_of(parse(update)) == ""
