"""Is what does not come from a provider, or cannot be read, refused with the right status, and stored by nobody?"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import orjson
import pytest

from bot.channels.telegram.webhook import HEADER
from bot.web.app import BODY_LIMIT
from storage import models
from tests.contract.telegram.double import Double
from tests.outside.phone import STATUS, written
from tests.outside.town import SECRET, Town
from tests.unit.channels.telegram.updates import GROUP, message, tap, update
from tests.unit.channels.twilio.calls import FORM, SMS, TARGET, encode, headers

TELEGRAM = "/webhooks/telegram"
SHOWN = {HEADER: SECRET, "content-type": "application/json"}


async def bring(town: Town, *updates: object) -> list[int]:
    """Post updates as Telegram does, one after the other; return the statuses."""
    return [await town.post(TELEGRAM, json.dumps(update).encode(), SHOWN) for update in updates]


async def refused(town: Town, way: str, cause: str) -> float:
    """Return how many calls were refused, as Prometheus reads it."""
    async with town.session.get(town.url("/metrics")) as answer:
        page = await answer.text()
    name = f'palabre_refused_total{{cause="{cause}",way="{way}"}} '
    return sum(float(line.removeprefix(name)) for line in page.splitlines() if line.startswith(name))


@pytest.mark.parametrize(
    "shown", [{}, {HEADER: ""}, {HEADER: "wrong"}, {HEADER: SECRET + "x"}, {HEADER: SECRET[:-1]}]
)
async def test_without_the_secret_nobody_comes_in(town: Town, shown: Mapping[str, str]) -> None:
    for body in (orjson.dumps(message(text="Bonjour")), b"", b"{"):
        assert await town.post(TELEGRAM, body, shown) == 403
    assert await refused(town, "telegram", "signature") == 3
    assert await town.rows(models.Inbound) == []


@pytest.mark.parametrize(
    "given", [FORM, {**FORM, "x-twilio-signature": ""}, {**FORM, "x-twilio-signature": "eA=="}]
)
async def test_without_a_signature_nobody_comes_in(town: Town, given: Mapping[str, str]) -> None:
    for target in (TARGET, STATUS, f"{STATUS}?outbox=1"):
        assert await town.post(target, encode(SMS), given) == 403
    assert await town.post(TARGET, encode({**SMS, "Body": "other"}), headers(SMS)) == 403
    assert await refused(town, "twilio", "signature") == 2
    assert await refused(town, "status", "signature") == 2
    assert await town.rows(models.Inbound) == []


async def test_too_large_a_body_is_not_read(town: Town) -> None:
    for size in (BODY_LIMIT + 1, 900_000):
        assert await town.post(TELEGRAM, b" " * size, SHOWN) == 413
        assert await town.post(TARGET, b"a" * size, FORM) == 413
    assert await town.rows(models.Inbound) == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"[]", b"3", b'"a"', b"null", b"{}", b'{"update_id":"1"}', b"[" * 90_000]
)
async def test_what_is_no_update_is_refused(town: Town, body: bytes) -> None:
    assert await town.post(TELEGRAM, body, SHOWN) == 400
    assert await refused(town, "telegram", "form") == 1
    assert await town.rows(models.Inbound) == []


async def test_an_empty_form_is_refused(town: Town) -> None:
    assert await town.post(TARGET, b"", headers({})) == 400
    assert await refused(town, "twilio", "form") == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "a\0b\0"},
        {"text": "\ud800 half, \udc00 other half"},
        {"text": "x" * 100_000},
        {"text": ""},
        {"text": None, "sticker": {"file_id": 3}},
        {"photo": [], "location": {"latitude": 1e308, "longitude": "east"}},
        {"from": None, "date": -(10**40), "text": "nobody"},
    ],
)
async def test_whatever_a_person_sends_is_kept(town: Town, fields: dict[str, Any]) -> None:
    assert await bring(town, message(70, **fields)) == [200]
    await town.service.settle()
    (stored,) = await town.rows(models.Inbound)
    assert stored["status"] == "handled" and "\0" not in orjson.dumps(stored["payload"]).decode()


async def test_unknown_kinds_are_counted_and_left_unanswered(town: Town, double: Double) -> None:
    odd = [
        {"update_id": 70, "hologram": {"chat": {"id": 1}}},
        {"update_id": 71},
        {"update_id": -5, "message": 3},
        message(74, chat={"id": 10**30, "type": "private"}, text="huge"),
    ]
    assert (
        await bring(town, *odd, message(72, chat=GROUP, text="Bonjour"), update("poll", 73, id="1"))
        == [200] * 6
    )
    await town.service.settle()
    assert await refused(town, "telegram", "unread") == 6
    assert await town.rows(models.Inbound) == []
    assert double.named("sendMessage") == []


async def test_the_same_update_at_once_is_one(town: Town, double: Double) -> None:
    again = [bring(town, message(70, text="une idée")) for _ in range(20)]
    assert await asyncio.gather(*again) == [[200]] * 20
    await town.service.settle()
    assert await bring(town, message(70, text="une idée")) == [200]
    await town.service.settle()
    assert len(await town.rows(models.Inbound)) == 1
    said = [call["text"] for call in double.named("sendMessage")]
    assert len(said) == len(set(said)) == len(await town.rows(models.Outbound)) == 2


async def test_the_same_sms_at_once_is_one(town: Town) -> None:
    fields = written("sms", 7, "une idée")
    posts = [town.post(TARGET, encode(fields), headers(fields)) for _ in range(20)]
    assert await asyncio.gather(*posts) == [204] * 20
    await town.service.settle()
    assert len(await town.rows(models.Inbound)) == 1
    outbox = await town.rows(models.Outbound)
    assert {row["status"] for row in outbox} == {"sent"} and [row["n"] for row in outbox] == [0, 1]


async def test_updates_out_of_order_are_all_answered(town: Town, double: Double) -> None:
    updates = [message(number, text=f"mot {number}") for number in (75, 70, 73, 71)] + [tap("oui", 60)]
    assert await bring(town, *updates) == [200] * 5
    await town.service.settle()
    inbound = await town.rows(models.Inbound)
    assert {row["status"] for row in inbound} == {"handled"} and len(inbound) == 5
    outbox = await town.rows(models.Outbound)
    assert {row["inbound_id"] for row in outbox} == {row["id"] for row in inbound}
    assert len(double.named("sendMessage")) == len(outbox)
