"""Which tap waits to be acknowledged, and how is it without another call?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from bot.channels.message import InboundMessage

METHOD = "answerCallbackQuery"


def tap_of(message: InboundMessage) -> str:
    """Return the id that Telegram wants back, so that the button stops turning; "" when nothing was tapped."""
    return message.detail if message.event in ("message", "unread") else ""


def params(query: str) -> Mapping[str, Any]:
    """Return the parameters of the call that acknowledges a tap."""
    return {"callback_query_id": query}


def answer(message: InboundMessage) -> bytes:
    """Return the JSON that answers the webhook call of this message: the acknowledgement, or nothing.

    A method in the answer to a webhook call costs no call of its own (Bot API, Making requests when getting updates).
    """
    query = tap_of(message)
    return orjson.dumps({"method": METHOD, **params(query)}) if query else b""
