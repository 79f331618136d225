"""Is whoever is refused told so in the console's own page, in their language, with a way on?"""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web

from bot.console.role import EVERYONE, Role
from bot.console.route import get
from bot.console.table import ROUTES
from storage.surveys import Survey
from storage.unit import Unit
from tests.unit.console.office import NOW, Office
from tests.unit.console.surveys.pages import plain

#: a browser whose own language is English, as many are, whatever its owner speaks
ENGLISH = {"Accept-Language": "en-GB,en", "Accept": "text/html"}

#: characters beyond what a form may carry
LONG = 300_000


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/nothing/here", 404, "Il n'y a rien à cette adresse."),
        ("GET", "/surveys/Pas un nom", 404, "Il n'y a rien à cette adresse."),
        ("GET", "/journal", 403, "Votre rôle ne donne pas accès à cette page."),
        ("DELETE", "/surveys", 405, "Cette adresse ne s'utilise pas ainsi."),
        ("POST", "/surveys", 413, "C'est trop volumineux."),
    ],
)
async def test_staff_are_refused_in_french(
    office: Office, method: str, path: str, status: int, said: str
) -> None:
    browser = await office.as_(Role.EDITOR)
    form = {"csrf": office.csrf(browser), "title": "x" * LONG} if method == "POST" else None
    answer = await browser.request(method, f"/console{path}", data=form, headers=ENGLISH)
    page = await answer.text()
    assert (answer.status, said in plain(page)) == (status, True)
    assert 'href="/console/surveys"' in page and "Retour à l'accueil" in plain(page)


async def test_strangers_are_led_to_sign_in(office: Office) -> None:
    answer = await office.browser().get("/console/nothing", headers={"Accept": "text/html"})
    page = await answer.text()
    assert (answer.status, "Se connecter" in page, "/console/surveys" in page) == (404, True, False)


async def test_a_survey_without_questions_is_told(office: Office) -> None:
    def store(unit: Unit) -> None:
        unit.surveys.save(Survey("langue", {"fr": "Langue"}, "language", "1", NOW, NOW, state="open"))

    await office.service.database.transact(store)
    browser = await office.as_(Role.EDITOR)
    answer = await browser.get("/console/surveys/langue/results")
    assert (answer.status, "Importez-la de nouveau" in await answer.text()) == (409, True)


async def test_a_form_loses_signs_no_store_takes(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    form = {"csrf": office.csrf(browser), "title": "Le bus\0 de nuit", "pasted": "Ça va ?"}
    answer = await browser.post("/console/surveys", data=form)
    assert (answer.status, "Le bus de nuit" in await answer.text()) == (200, True)


async def test_a_fault_leads_back_to_the_console(sqlite_url: str, tmp_path: Path) -> None:
    async def fail(request: web.Request) -> web.StreamResponse:
        raise RuntimeError

    async with Office(sqlite_url, tmp_path / "data", (*ROUTES, get("/broken", fail, EVERYONE))) as office:
        browser = await office.as_(Role.EDITOR)
        answer = await browser.get("/console/broken", headers={"Accept": "text/html"})
        assert (answer.status, 'href="/console/"' in await answer.text()) == (500, True)
