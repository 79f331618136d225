"""Does a whole idea pass by SMS and by WhatsApp, and what follows from what Twilio says of each message?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import encode_basic_auth
from sqlalchemy import update

from bot.conversation.receipts import TRIES
from storage import models
from storage.models.base import table
from storage.unit import Unit
from tests.contract.twilio.double import Double, error
from tests.journey.ideas import WORDS
from tests.outside.phone import STATUS, Line, Signer, told
from tests.outside.plays import SMS, WHATSAPP
from tests.outside.town import Town
from tests.unit.channels.twilio.calls import ACCOUNT, TOKEN

pytestmark = pytest.mark.needs("node_packages")

AUTH = {"Authorization": encode_basic_auth(ACCOUNT, TOKEN)}


@pytest.fixture
def line(town: Town, sign_in_node: Signer) -> Line:
    return Line(town, sign_in_node)


@pytest.mark.needs("data")
@pytest.mark.parametrize(("channel", "play"), [("sms", SMS), ("whatsapp", WHATSAPP)])
async def test_an_idea_is_stored_whole(
    town: Town, twilio: Double, line: Line, messages_judge: str, contents_judge: str, channel: str, play: Any
) -> None:
    assert set(await line.write(channel, *(words for words, _ in play))) == {204}
    for (_, asked), said in zip(play, await _last_said(town), strict=True):
        assert asked in said
    (version,) = await town.rows(models.IdeaVersion)
    assert (version["solution"], version["problem"], version["benefit"]) == WORDS
    outbox = await town.rows(models.Outbound)
    assert {(row["status"], row["channel"]) for row in outbox} == {("sent", channel)}
    rows = [int(parse_qs(urlsplit(m["StatusCallback"]).query)["outbox"][0]) for m in _lasts(twilio)]
    assert rows == [row["id"] for row in outbox]
    await _judge(town, f"{messages_judge}/2010-04-01/Accounts/{ACCOUNT}/Messages.json", twilio.messages)
    for content in twilio.contents.values():
        async with town.session.post(f"{contents_judge}/v1/Content", json=content, headers=AUTH) as answer:
            assert answer.status == 201, await answer.text()


async def _judge(town: Town, url: str, messages: list[dict[str, str]]) -> None:
    """Have Prism judge, on Twilio's own description, every message that was asked for."""
    assert messages
    for message in messages:
        async with town.session.post(url, data=message, headers=AUTH) as answer:
            assert answer.status == 201, await answer.text()


async def _last_said(town: Town) -> list[str]:
    """Return the last message that answers each inbound one."""
    said = {row["inbound_id"]: row["content"]["text"] for row in await town.rows(models.Outbound)}
    return [text for _, text in sorted(said.items())]


def _lasts(twilio: Double) -> list[dict[str, str]]:
    """Return the calls that end a message: earlier ones carry `part`."""
    return [message for message in twilio.messages if "outbox=" in message["StatusCallback"]]


async def test_receipts_reach_their_rows(town: Town, twilio: Double, line: Line) -> None:
    await line.write("sms", "une idée")
    outbox = await town.rows(models.Outbound)
    calls = []
    for status in ("delivered", "sent", "queued", "unheard-of"):
        for message, row in zip(_lasts(twilio), outbox, strict=True):
            target = f"{STATUS}?{urlsplit(message['StatusCallback']).query}"
            calls.append((target, told(message, row["provider_id"], status)))
    assert set(await line.post(*calls)) == {204}
    assert {row["status"] for row in await town.rows(models.Outbound)} == {"delivered"}
    assert len(await town.rows(models.Inbound)) == 1


async def test_an_opt_out_at_twilio_is_a_withdrawal(town: Town, twilio: Double, line: Line) -> None:
    twilio.plan.append(error(21610))
    await line.write("sms", "une idée")
    (consent,) = await town.rows(models.Consent)
    assert (consent["purpose"], consent["given"], consent["how"]) == ("all", False, "provider")
    (person,) = await town.rows(models.Participant)
    (address,) = await town.rows(models.Address)
    assert person["stopped_at"] is not None and address["state"] == "blocked"
    first = (await town.rows(models.Outbound))[0]
    assert (first["status"], first["error_code"], first["attempt"]) == ("failed", "21610", 1)
    asked = len(twilio.messages)
    await town.service.settle()
    assert len(twilio.messages) == asked


@pytest.mark.parametrize(
    ("channel", "code", "state"),
    [
        ("sms", 21211, "dead"),
        ("sms", 21614, "dead"),
        ("sms", 21617, "reachable"),
        ("whatsapp", 63016, "reachable"),
    ],
)
async def test_what_is_refused_for_good_is_recorded(
    town: Town, twilio: Double, line: Line, channel: str, code: int, state: str
) -> None:
    twilio.plan.append(error(code))
    await line.write(channel, "une idée")
    first = (await town.rows(models.Outbound))[0]
    assert (first["status"], first["error_code"], first["attempt"]) == ("failed", str(code), 1)
    (address,) = await town.rows(models.Address)
    assert address["state"] == state


@pytest.mark.parametrize(("code", "status"), [(20429, 429), (21611, 400), (20500, 503)])
async def test_what_is_refused_for_now_waits(
    town: Town, twilio: Double, line: Line, code: int, status: int
) -> None:
    twilio.plan.append(error(code, status, **{"Retry-After": "7"} if status == 429 else {}))
    await line.write("sms", "une idée")
    first = (await town.rows(models.Outbound))[0]
    assert (first["status"], first["error_code"], first["attempt"]) == ("waiting", str(code), 1)
    assert (first["due_at"] - first["created_at"]).total_seconds() >= (7 if status == 429 else 2)


@pytest.mark.parametrize(
    ("code", "state"), [("30005", "dead"), ("30007", "reachable"), ("63024", "dead"), ("30008", "reachable")]
)
async def test_a_failure_told_later_is_recorded(
    town: Town, twilio: Double, line: Line, code: str, state: str
) -> None:
    await line.write("sms", "une idée")
    sent, row = _lasts(twilio)[0], (await town.rows(models.Outbound))[0]
    target = f"{STATUS}?{urlsplit(sent['StatusCallback']).query}"
    assert await line.post((target, told(sent, row["provider_id"], "undelivered", code))) == [204]
    after = (await town.rows(models.Outbound))[0]
    assert (after["status"], after["error_code"]) == ("failed", code)
    (address,) = await town.rows(models.Address)
    assert address["state"] == state


async def test_a_phone_that_is_off_is_tried_again(town: Town, twilio: Double, line: Line) -> None:
    await line.write("sms", "une idée")
    sent, row = _lasts(twilio)[0], (await town.rows(models.Outbound))[0]
    target = f"{STATUS}?{urlsplit(sent['StatusCallback']).query}"
    asked = len(twilio.messages)
    assert await line.post((target, told(sent, row["provider_id"], "undelivered", "30003"))) == [204]
    after = (await town.rows(models.Outbound))[0]
    assert (after["status"], after["error_code"]) == ("waiting", "30003")
    assert after["due_at"] > row["due_at"] and len(twilio.messages) == asked


async def test_a_phone_that_stays_off_is_left_in_peace(town: Town, twilio: Double, line: Line) -> None:
    await line.write("sms", "une idée")
    last = len(twilio.messages) - 1
    for _ in range(TRIES):
        sent, row = _lasts(twilio)[-1], (await town.rows(models.Outbound))[-1]
        target = f"{STATUS}?{urlsplit(sent['StatusCallback']).query}"
        await line.post((target, told(sent, row["provider_id"], "undelivered", "30003")))
        await town.service.database.transact(_hasten)
        await town.service.settle()
    row = (await town.rows(models.Outbound))[-1]
    assert (row["status"], row["error_code"], row["attempt"]) == ("failed", "30003", TRIES)
    assert [m["Body"] for m in twilio.messages[last:]] == [twilio.messages[last]["Body"]] * TRIES


def _hasten(unit: Unit) -> None:
    """Let time pass for whatever waits."""
    unit.connection.execute(update(table(models.Outbound)).values(due_at=datetime.now(UTC)))
