"""Does a person see what is held about them, they alone, and does all of it go when they say so?"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web.app import build_app
from storage import models
from storage.downloads import OPENINGS
from storage.models import metadata
from storage.unit import Unit
from tests.journey.house import House
from tests.journey.ideas import SOLUTION, WORDS, propose

Client: TypeAlias = TestClient[web.Request, web.Application]

PAGE = "/mes-donnees"


@pytest.fixture
async def client(house: House) -> AsyncIterator[Client]:
    """Give a browser at the town's door."""
    async with TestClient(TestServer(build_app(house.service.web()))) as client:
        yield client


async def ask_code(house: House, value: str = "sms-lea") -> str:
    """Propose an idea, ask for the data, and return the code that came."""
    resident = house.resident(value)
    await propose(resident)
    answer = " ".join(await resident.write("MES DONNEES"))
    found = re.search(r"\b[2-9A-Z]{8}\b", answer.replace("DONNEES", ""))
    assert found, answer
    return found[0]


async def test_a_code_opens_one_person_s_data(house: House) -> None:
    code = await ask_code(house)
    await propose(house.resident("telegram-sam"))
    held = await house.service.personal.open(code.lower())
    assert held is not None
    mine = await house.participant("sms-lea")
    assert [row["id"] for row in held["participants"]] == [mine]
    assert [row["value"] for row in held["addresses"]] == ["sms-lea"]
    assert [row["solution"] for row in held["idea_versions"]] == [SOLUTION]
    assert {row["text"] for row in held["answers"]} >= set(WORDS)
    assert "telegram-sam" not in str(held)


async def test_a_code_opens_five_times(house: House) -> None:
    code = await ask_code(house)
    opened = [await house.service.personal.open(code) for _ in range(OPENINGS + 1)]
    assert [held is not None for held in opened] == [True] * 5 + [False]


async def test_a_code_is_dead_after_a_day(house: House) -> None:
    code = await ask_code(house)
    (download,) = await house.rows(models.Download)
    left = download["expires_at"] - datetime.now(UTC)
    assert timedelta(hours=23, minutes=55) < left <= timedelta(hours=24)
    await house.change(models.Download, expires_at=datetime.now(UTC))
    assert await house.service.personal.open(code) is None


async def test_a_code_is_not_kept(house: House) -> None:
    code = await ask_code(house)
    (download,) = await house.rows(models.Download)
    assert code not in str(download)
    assert await house.service.personal.open("22222222") is None
    assert await house.service.personal.open("") is None


async def test_the_page_shows_and_gives_a_file(house: House, client: Client) -> None:
    code = await ask_code(house)
    form = await client.get(PAGE)
    assert form.status == 200 and code not in await form.text()
    page = await client.post(PAGE, data={"code": code})
    assert page.status == 200 and code not in str(page.url)
    assert "Jean Moulin" in await page.text()
    file = await client.post(PAGE, data={"code": code, "as": "file"})
    assert orjson.loads(await file.read())["idea_versions"][0]["solution"] == SOLUTION
    assert page.headers["Cache-Control"] == "no-store"


async def test_a_wrong_code_shows_nothing(house: House, client: Client) -> None:
    await ask_code(house)
    page = await client.post(PAGE, data={"code": "22222222"})
    assert page.status == 404
    assert "Jean Moulin" not in await page.text()


async def test_erasure_says_farewell(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.play("bonjour", "SUPPRIMER")
    (farewell,) = await resident.tap("Oui")
    assert farewell.startswith("C'est fait")
    assert (await house.rows(models.Outbound))[-1]["status"] == "sent"
    assert await house.rows(models.Participant) == []
    assert [row["action"] for row in await house.rows(models.Audit)][-1] == "erased"


async def test_erasure_leaves_no_trace(house: House) -> None:
    resident = house.resident("telegram-lea")
    resident.first_name = "Léonie"
    code = await ask_code(house, "telegram-lea")
    person = await house.participant("telegram-lea")
    await resident.play("SUPPRIMER", "oui")
    left = await everything(house)
    for trace in ("telegram-lea", "Léonie", person, code):
        assert trace not in left
    assert (await house.rows(models.Outbound))[-1]["status"] == "sent"
    # what was handed in stays, without its author (norms §1)
    assert [row["participant_id"] for row in await house.rows(models.Idea)] == [None]
    assert len(await house.rows(models.OptOut)) == 1


async def test_after_erasure_one_is_new(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.play("une idée", "Idée libre", "SUPPRIMER", "oui")
    answers = await resident.write("bonjour")
    assert "assistant automatique" in answers[0]
    assert len(await house.rows(models.Participant)) == 1


async def test_an_erasure_refused_keeps_all(house: House) -> None:
    resident = house.resident()
    await propose(resident)
    await resident.play("SUPPRIMER", "non")
    assert [row["participant_id"] for row in await house.rows(models.Idea)] == [
        await house.participant("sms-lea")
    ]


async def everything(house: House) -> str:
    """Return every row of every table, as text."""

    def read(unit: Unit) -> str:
        rows = (row for each in metadata.sorted_tables for row in unit.connection.execute(each.select()))
        return "\n".join(str(tuple(row)) for row in rows)

    return await house.service.database.read(read)


async def test_the_page_and_file_hold_no_code(house: House, client: Client) -> None:
    code = await ask_code(house)
    (held,) = [row["data"] for row in await house.rows(models.Session) if row["dialogue"] == "my_data"]
    assert code in str(held)
    page = await (await client.post(PAGE, data={"code": code})).text()
    assert "download_code" not in page and "UTC" not in page and "{&#34;" not in page
    file = orjson.loads(await (await client.post(PAGE, data={"code": code, "as": "file"})).read())
    assert code not in str(file["sessions"])
    assert any("version" in row and "data" in row for row in file["sessions"])
