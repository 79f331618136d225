"""Is a webhook call Telegram's, and what does it bring?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any

import orjson

from bot.channels.errors import BadPayload, Forbidden
from bot.channels.message import InboundMessage
from bot.channels.receiving import Incoming
from bot.channels.telegram.parse import parse
from bot.channels.telegram.taps import answer

#: Header in which Telegram shows the secret that `setWebhook` gave it (norms §6).
HEADER = "x-telegram-bot-api-secret-token"


@dataclass(frozen=True, slots=True)
class TelegramWebhook:
    """Telegram's way in: one update a call."""

    secret: str = field(repr=False)

    def open(self, headers: Mapping[str, str], _target: str, body: bytes, /) -> Sequence[InboundMessage]:
        """Return what the update says. Raise Forbidden without the secret, BadPayload for no update."""
        shown = headers.get(HEADER, "").encode("utf-8", "surrogatepass")
        if not self.secret or not compare_digest(shown, self.secret.encode()):
            raise Forbidden("the secret of Telegram's webhook is missing or wrong")
        return (parse(_decode(body)),)

    def answer(self, incoming: Sequence[Incoming], /) -> bytes:
        """Return the acknowledgement of a tap: in the answer it costs no call of its own."""
        return b"".join(answer(message) for message in incoming if isinstance(message, InboundMessage))


def _decode(body: bytes) -> Any:
    """Return the JSON value; what orjson is too strict for (lone surrogates) is read by the slower library."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BadPayload("the body is not JSON") from None
