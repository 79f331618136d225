"""Do logs and figures keep quiet about what residents say, where they are reached, and what opens their data?"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, TypeAlias

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.sending import Refused
from bot.web.access import RouteLogger
from bot.web.app import build_app
from storage import models
from tests.journey.faults import break_dialogue
from tests.journey.house import KEY, House
from tests.journey.ideas import TEXTS, WORDS

Client: TypeAlias = TestClient[web.Request, web.Application]

#: A number as a provider gives it, worn by a pretend phone.
NUMBER = "33612345678"
PHONE = f"telegram-{NUMBER}"


@pytest.fixture
async def client(house: House) -> AsyncIterator[Client]:
    """Give a browser, with the access log of `palabre serve`."""
    server = TestServer(build_app(house.service.web()), access_log_class=RouteLogger)
    async with TestClient(server) as client:
        yield client


async def write(client: Client, house: House, **payload: Any) -> None:
    """Post a message over HTTP, and let it be answered."""
    body = {"address": PHONE, "first_name": "Léonie", **payload}
    response = await client.post("/simulator/messages", json=body)
    assert response.status == 202
    await house.service.settle()


async def live_a_whole_life(client: Client, house: House) -> list[str]:
    """Propose an idea, fail, be refused, see the data, erase; return every secret that was met."""
    house.phones.refusals[PHONE].append(Refused(True, "429", "a test refuses", 0.01))
    for text in TEXTS["telegram"]:
        await write(client, house, text=text)
    await write(client, house, text="non")
    await write(client, house, text="MES DONNEES")
    shown = " ".join(str(bubble["text"]) for bubble in house.phones.shown[PHONE])
    code = re.findall(r"\b[2-9A-HJKMNP-Z]{8}\b", shown)[-1]
    assert (await client.post("/mes-donnees", data={"code": code})).status == 200
    person = await house.rows(models.Participant)
    break_dialogue(house, "idea", times=3)
    await write(client, house, text="idée secrète", id="id-of-the-provider")
    await client.post("/simulator/messages", json={"address": PHONE, "text": 3.5})
    for text in ("SUPPRIMER", "oui"):
        await write(client, house, text=text)
    assert person
    return [*WORDS, *(line for words in WORDS for line in words.splitlines()), NUMBER, PHONE, "Léonie", code,
            "idée secrète", "id-of-the-provider", KEY, "arceaux", "vélos"]  # fmt: skip


async def test_no_secret_is_logged_or_counted(house: House, client: Client, log: io.StringIO) -> None:
    secrets = await live_a_whole_life(client, house)
    written = log.getvalue()
    page = await (await client.get("/metrics")).text()
    # the test sees what it must: failures and visits were logged, and messages counted
    assert "turn failed" in written and "message parked" in written
    assert 'palabre_handled_total{channel="simulator"}' in page
    for secret in secrets:
        assert secret not in written, secret
        assert secret not in page, secret


async def test_figures_follow_the_journey(house: House, client: Client) -> None:
    house.phones.refusals[PHONE].append(Refused(False, "30005", "a test refuses"))
    await asyncio.gather(*(house.resident(PHONE).post("bonjour", id="one") for _ in range(3)))
    waiting = await figures(client)
    await house.service.settle()
    after = await figures(client)
    assert waiting['palabre_waiting{queue="inbox"}'] == 1
    assert after['palabre_waiting{queue="inbox"}'] == after['palabre_waiting{queue="outbox"}'] == 0
    assert after['palabre_received_total{channel="simulator"}'] == 1
    assert after['palabre_duplicates_total{channel="simulator"}'] == 2
    assert after['palabre_handled_total{channel="simulator"}'] == 1
    assert after['palabre_failed_total{cause="30005",channel="simulator"}'] == 1
    assert after['palabre_sent_total{channel="simulator"}'] == len(await house.rows(models.Outbound)) - 1


async def figures(client: Client) -> Mapping[str, float]:
    """Return every figure by its name and labels."""
    text = await (await client.get("/metrics")).text()
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}
