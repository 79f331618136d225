"""Does the application show what it should, and nothing else?"""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web

from bot.pages.headers import HEADERS
from bot.web.app import WebServices
from tests.unit.web.conftest import Client, Opens
from tests.unit.web.town import Town, always_ready, services

HOSTILE = '<script>alert("mairie")</script>'

EVERY_PATH = (
    "/",
    "/simulator",
    "/health/live",
    "/static/base.css",
    "/simulator/history?address=sms-lea",
    "/nothing",
)


async def test_home_leads_to_the_simulator(front: Client) -> None:
    response = await front.get("/", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (302, "/simulator")


async def test_a_last_slash_may_be_left_out(visit: Opens) -> None:
    async def first(_: web.Request) -> web.Response:
        return web.Response(text="console")

    console = web.Application()
    console.router.add_get("/", first)
    client = await visit(WebServices("Saint-Exemple", always_ready, mounted={"/console": console}))
    answer = await client.get("/console")
    assert (answer.status, answer.url.path, await answer.text()) == (200, "/console/", "console")


async def test_simulator_off_does_not_exist(visit: Opens) -> None:
    client = await visit(WebServices("Saint-Exemple", always_ready))
    assert (await client.get("/simulator")).status == 404
    assert (await client.post("/simulator/messages", json={})).status == 404
    home = await client.get("/")
    assert home.status == 200
    assert "Saint-Exemple" in await home.text()


@pytest.mark.parametrize("path", EVERY_PATH)
async def test_every_answer_is_guarded(front: Client, path: str) -> None:
    response = await front.get(path, allow_redirects=False)
    missing = HEADERS.keys() - response.headers.keys()
    assert not missing
    assert "'unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["Server"] == "Palabre"


async def test_page_is_french_unless_asked(front: Client) -> None:
    french = await (await front.get("/simulator")).text()
    english = await (await front.get("/simulator?lang=en")).text()
    strange = await (await front.get("/simulator?lang=../en")).text()
    assert '<html lang="fr">' in french
    assert "Ce qui a été enregistré" in french
    assert '<html lang="en">' in english
    assert "What was stored" in english
    assert '<html lang="fr">' in strange


async def test_page_holds_no_inline_script(front: Client) -> None:
    page = await (await front.get("/simulator")).text()
    assert "<style" not in page
    assert ' style="' not in page
    assert page.count("<script") == page.count('<script type="module" src=') == 1


async def test_hostile_names_are_escaped(town: Town, files: Path, visit: Opens) -> None:
    client = await visit(services(town, files, name=HOSTILE))
    page = await (await client.get("/simulator")).text()
    assert "alert" in page
    assert "<script>alert" not in page


async def test_static_stays_in_its_folder(front: Client) -> None:
    assert (await front.get("/static/../app.py")).status == 404
    assert (await front.get("/static/%2e%2e/app.py")).status in {403, 404}
    assert (await front.get("/static/")).status in {403, 404}
