"""Does the pretend phone play what is written, as each channel shows it, and keep nothing?"""

from __future__ import annotations

import re

from sqlalchemy import func, select

from storage import models
from storage.models.base import table
from storage.unit import Unit
from tests.unit.console.surveys.pages import Editor, plain, value

BRANCHES = """Avez-vous pris le bus de nuit ?
- Souvent
- Jamais

Pourquoi jamais ?

Merci d'avance (oui/non)"""


async def branching(editor: Editor) -> str:
    """Write a survey whose second question is asked of those who never took the bus."""
    name = await editor.begin(pasted=BRANCHES)
    page = await editor.see(f"/surveys/{name}/questions/pourquoi_jamais")
    fields = {"text": "Pourquoi jamais ?", "type": "text", "when": "pris_bus_nuit|is|jamais"}
    await editor.send(f"/surveys/{name}/questions/pourquoi_jamais", 303, seen=value(page, "seen"), **fields)
    return name


def tap(page: str, label: str) -> str:
    """Return what a button of the phone carries."""
    found = re.search(rf'name="choice" value="([^"]+)"[^>]*>{label}<', page)
    assert found, plain(page)
    return found[1]


async def test_replies_move_through_branches(editor: Editor) -> None:
    name = await branching(editor)
    page = await editor.see(f"/surveys/{name}")
    for label, asked in (("Jamais", "2/3 · Pourquoi jamais ?"), ("Souvent", "3/3 · Merci d'avance")):
        _, played = await editor.send(f"/surveys/{name}/preview", 200, choice=tap(page, label), replies="[]")
        assert asked in plain(played)


async def test_the_form_carries_what_was_played(editor: Editor) -> None:
    name = await branching(editor)
    _, page = await editor.send(f"/surveys/{name}/preview", 200, text="jamais", send="yes")
    _, page = await editor.send(
        f"/surveys/{name}/preview", 200, text="trop cher", send="yes", replies=value(page, "replies")
    )
    assert "3/3" in plain(page)
    _, back = await editor.send(f"/surveys/{name}/preview", 200, undo="yes", replies=value(page, "replies"))
    assert "3/3" not in plain(back)
    _, anew = await editor.send(
        f"/surveys/{name}/preview", 200, restart="yes", replies=value(page, "replies")
    )
    assert "2/3" not in plain(anew)


async def test_each_channel_shows_it_its_own_way(editor: Editor) -> None:
    name = await branching(editor)
    _, sms = await editor.send(f"/surveys/{name}/preview", 200, channel="sms")
    assert "1 Souvent 2 Jamais" in plain(sms)
    assert "1 SMS" in plain(sms) and "GSM" not in sms
    _, whatsapp = await editor.send(f"/surveys/{name}/preview", 200, channel="whatsapp")
    assert tap(whatsapp, "Souvent")
    assert "GSM-7" not in whatsapp


async def test_htmx_gets_the_phone_alone(editor: Editor) -> None:
    name = await branching(editor)
    token = {"X-CSRF-Token": editor.office.csrf(editor.browser), "HX-Request": "true"}
    answer = await editor.browser.post(
        f"/console/surveys/{name}/preview", data={"channel": "sms"}, headers=token
    )
    page = await answer.text()
    assert page.lstrip().startswith("<form")
    assert "<main" not in page


async def test_replies_that_somebody_forged_are_left_out(editor: Editor) -> None:
    name = await branching(editor)
    for forged in ("[[1]]", "nothing", '{"a": 1}', "[" * 20_000, '[["x", {"a": 1}, ""]]'):
        await editor.send(f"/surveys/{name}/preview", 200, replies=forged)


async def test_a_survey_that_lacks_something_says_so(editor: Editor) -> None:
    name = await editor.begin()
    assert "L'aperçu se joue dès que" in plain(await editor.see(f"/surveys/{name}"))


async def test_playing_stores_nothing(editor: Editor) -> None:
    name = await branching(editor)

    def count(unit: Unit) -> list[int]:
        tables = [
            table(m)
            for m in (models.Outbound, models.Inbound, models.Answer, models.Response, models.Session)
        ]
        return [unit.connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables]

    before = await editor.office.service.database.read(count)
    await editor.send(f"/surveys/{name}/preview", 200, text="jamais", send="yes")
    assert await editor.office.service.database.read(count) == before == [0] * 5
