"""How do SMS, WhatsApp messages and receipts come in from Twilio?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.channels.errors import BadPayload, Forbidden
from bot.channels.receiving import Incoming
from bot.channels.twilio.form import is_form, read_fields, read_pairs
from bot.channels.twilio.parse import parse
from bot.channels.twilio.receipts import parse_receipt
from bot.channels.twilio.signature import HEADER, Signature

MESSAGES, STATUS = "/webhooks/twilio", "/webhooks/twilio/status"


class TwilioWebhook:
    """Verifies and reads the calls of `/webhooks/twilio` and `/webhooks/twilio/status`."""

    def __init__(self, auth_token: str, public_url: str) -> None:
        self._signature = Signature(auth_token, public_url)

    def open(self, headers: Mapping[str, str], target: str, body: bytes) -> Sequence[Incoming]:
        """Return the message or the receipt, nothing for a status that says nothing (Webhook.open)."""
        sent = read_pairs(body) if is_form(headers) else body
        if not self._signature.holds(headers.get(HEADER, ""), target, sent):
            raise Forbidden("the signature of the call is missing or wrong")
        if isinstance(sent, bytes):
            raise BadPayload("a call of Twilio's must be a form")
        fields = read_fields(sent)
        if not fields:
            raise BadPayload("the form is empty")
        path, _, query = target.partition("?")
        if path.rstrip("/").endswith("/status") or "MessageStatus" in fields:
            receipt = parse_receipt(fields, query)
            return [receipt] if receipt else []
        return [parse(fields)]

    def answer(self, _incoming: Sequence[Incoming]) -> bytes:
        """Return nothing: what is said goes through the outbox."""
        return b""
