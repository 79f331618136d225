"""What does Twilio say of a message that it took, and which of our rows is it about?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode

from bot.channels.message import Receipt
from bot.channels.twilio.failures import find
from bot.channels.twilio.form import Fields, read_fields, read_pairs
from bot.channels.twilio.numbers import read_address

#: Parameter of the address that Twilio calls back: the outbox row whose last call this was…
ROW = "outbox"
#: …or whose earlier call it was: the row fails with it, but is not delivered by it.
PART = "part"
#: Longest row number, in digits: what a database takes.
DIGITS = 18

Status = Literal["queued", "sent", "delivered", "read", "undelivered", "failed"]

#: Twilio's statuses → ours; what is not here says nothing that is kept.
STATUSES: Mapping[str, Status] = {
    "accepted": "queued",
    "scheduled": "queued",
    "queued": "queued",
    "sending": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "failed",
}
LOST: tuple[Status, ...] = ("undelivered", "failed")


def callback_url(status_url: str, row: int, *, last: bool) -> str:
    """Return the address that Twilio calls back for one call of an outbox row."""
    return f"{status_url}?{urlencode({ROW if last else PART: row})}"


def read_status(fields: Fields) -> Status | None:
    """Return the status of a callback, None when it has none that is known."""
    return STATUSES.get((fields.get("MessageStatus") or fields.get("SmsStatus") or "").lower())


def parse_receipt(fields: Fields, query: str) -> Receipt | None:
    """Return the receipt of a status callback, None when it says nothing that is kept. Never raises."""
    status, name = read_status(fields), fields.get("MessageSid") or fields.get("SmsSid")
    address = read_address(fields.get("To", ""))
    if status is None or not name or address is None:
        return None
    code = _code(fields)
    failure = find(code) if code else None
    return Receipt(
        channel=address.channel,
        provider_id=name,
        status=status,
        code=code,
        consequence=failure.consequence if failure else "none",
        address=address.value,
        sentence=failure.sentence if failure else "",
        outbox=_row(query, status),
        retryable=failure is not None and failure.retryable and status in LOST,
    )


def _code(fields: Fields) -> str:
    code = fields.get("ErrorCode", "")
    return code if code.isascii() and code.isalnum() and code != "0" else ""


def _row(query: str, status: Status) -> int | None:
    given = read_fields(read_pairs(query.encode("utf-8", "surrogatepass")))
    digits = given.get(ROW) or (given.get(PART, "") if status in LOST else "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= DIGITS else None
