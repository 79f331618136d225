"""Does a status callback become the receipt of the right row?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.message import Receipt
from bot.channels.twilio.receipts import STATUSES, callback_url, parse_receipt
from tests.unit.channels.twilio.calls import STATUS

DELIVERED = Receipt("sms", "SM" + "3" * 32, "delivered", address="+33612345678")


def test_a_delivery_is_read() -> None:
    assert parse_receipt(STATUS, "outbox=12") == replace(DELIVERED, outbox=12)


@pytest.mark.parametrize(("theirs", "ours"), STATUSES.items())
def test_every_status_has_its_own(theirs: str, ours: str) -> None:
    receipt = parse_receipt({**STATUS, "MessageStatus": theirs}, "")
    assert receipt is not None and receipt.status == ours


@pytest.mark.parametrize(
    ("code", "consequence"),
    [("30005", "address_dead"), ("30007", "alert"), ("63016", "window_closed"), ("30002", "stop_channel"), ("21610", "opted_out"), ("30003", "none")],
)  # fmt: skip
def test_a_failure_has_its_consequence(code: str, consequence: str) -> None:
    receipt = parse_receipt({**STATUS, "MessageStatus": "undelivered", "ErrorCode": code}, "outbox=1")
    assert receipt is not None and receipt.sentence
    assert (receipt.code, receipt.consequence, receipt.outbox) == (code, consequence, 1)


def test_a_whatsapp_receipt_names_its_channel() -> None:
    receipt = parse_receipt({**STATUS, "To": "whatsapp:+33612345678", "MessageStatus": "read"}, "")
    assert receipt == replace(DELIVERED, channel="whatsapp", status="read")


@pytest.mark.parametrize(
    "fields", [{"MessageStatus": "pondering"}, {"MessageSid": "", "SmsSid": ""}, {"To": ""}, {"To": "rcs:+1"}]
)
def test_what_says_nothing_is_no_receipt(fields: dict[str, str]) -> None:
    assert parse_receipt({**STATUS, **fields}, "") is None


@pytest.mark.parametrize(
    "query", ["", "outbox=", "outbox=x", "outbox=-1", "outbox=²", "outbox=" + "9" * 19, "other=1"]
)
def test_a_query_without_a_row_names_none(query: str) -> None:
    assert parse_receipt(STATUS, query) == DELIVERED


def test_a_part_delivers_no_row_but_fails_it() -> None:
    url = callback_url("https://x", 12, last=False)
    delivered = parse_receipt(STATUS, url.partition("?")[2])
    failed = parse_receipt({**STATUS, "MessageStatus": "failed"}, url.partition("?")[2])
    assert delivered == DELIVERED and failed is not None and failed.outbox == 12


def test_the_last_call_delivers_the_row() -> None:
    url = callback_url("https://x", 12, last=True)
    assert parse_receipt(STATUS, url.partition("?")[2]) == replace(DELIVERED, outbox=12)
