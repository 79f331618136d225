"""Does a problem show one sentence, and no trace?"""

from __future__ import annotations

import pytest

from tests.unit.web.conftest import Client
from tests.unit.web.town import Town

PEOPLE = {"Accept": "text/html,*/*"}


async def test_people_get_a_page(front: Client) -> None:
    response = await front.get("/nothing", headers=PEOPLE)
    page = await response.text()
    assert response.status == 404
    assert response.content_type == "text/html"
    assert "Il n'y a rien à cette adresse." in page.replace("&#39;", "'")


async def test_programs_get_json(front: Client) -> None:
    response = await front.get("/nothing?lang=en")
    assert (response.status, await response.json()) == (404, {"error": "There is nothing at this address."})


async def test_wrong_method_says_the_right_one(front: Client) -> None:
    response = await front.get("/simulator/messages", headers=PEOPLE)
    assert (response.status, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("headers", [PEOPLE, {}])
async def test_a_store_that_is_away_is_said(front: Client, town: Town, headers: dict[str, str]) -> None:
    town.away = True
    message = {"address": "sms-lea", "text": "bonjour"}
    response = await front.post("/simulator/messages", json=message, headers=headers)
    shown = (await response.text()).encode().decode("unicode_escape" if not headers else "utf-8")
    shown = shown.replace("&#39;", "'")
    assert (response.status, response.headers["Retry-After"]) == (503, "5")
    assert "momentanément indisponible, rien n'a été enregistré" in shown
    assert "secret" not in shown and town.received == []


@pytest.mark.parametrize("headers", [PEOPLE, {}])
async def test_fault_shows_no_trace(
    front: Client, town: Town, headers: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    town.broken = True
    message = {"address": "sms-lea", "text": "bonjour"}
    response = await front.post("/simulator/messages", json=message, headers=headers)
    shown = await response.text()
    assert response.status == 500
    assert "Traceback" not in shown
    assert "06 12" not in shown
    assert "RuntimeError" not in shown


async def test_a_body_packed_wrongly_is_refused(front: Client) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    response = await front.post("/simulator/messages", data=b"no gzip at all", headers=headers)
    assert response.status == 400
