"""Can staff follow a sending, steer it, and send again what was lost, without treading on one another?"""

from __future__ import annotations

import asyncio
import html
from datetime import timedelta
from typing import Any

from bot.console.role import Role
from bot.console.sendings.progress import acts_of
from bot.scheduler.releasing import go_on
from storage import models
from storage.models.base import table
from tests.unit.console.office import Office
from tests.unit.console.sendings.crowd import NEWS, keep_usual_hours, open_survey, page, send, settle
from tests.unit.console.sendings.test_compose import rows

LATER = {"when": "date", "date": "2026-09-20", "time": "18:00"}


async def change(office: Office, model: Any, **values: Any) -> None:
    """Change every row of a table."""
    statement = table(model).update().values(values)
    await office.service.database.transact(lambda unit: unit.connection.execute(statement))


async def test_staff_pause_resume_and_cancel(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS | LATER)
    for act, seen, state in (
        ("pause", "scheduled", "paused"),
        ("resume", "paused", "scheduled"),
        ("cancel", "scheduled", "cancelled"),
    ):
        status, _, where = await send(office, browser, f"/sendings/one/piscine/{act}", seen=seen)
        assert (status, where) == (200, f"/console/sendings/one/piscine?done=sending_{act}")
        assert [row["state"] for row in await rows(office, models.Broadcast)] == [state]
    acts = [row["action"] for row in await rows(office, models.Audit)]
    assert acts[-4:] == ["broadcast added", "broadcast paused", "broadcast resumed", "broadcast cancelled"]


async def test_the_second_of_two_is_told(office: Office) -> None:
    first, second = await office.as_(Role.EDITOR), await office.as_(Role.ADMIN)
    await send(office, first, "/sendings/confirm", **NEWS | LATER)
    await send(office, first, "/sendings/one/piscine/pause", seen="scheduled")
    status, text, _ = await send(office, second, "/sendings/one/piscine/cancel", seen="scheduled")
    assert status == 409
    assert "il est maintenant « en pause »" in text.replace("\u00a0", " ")
    assert (await rows(office, models.Broadcast))[0]["state"] == "paused"


async def test_nobody_approves_their_own(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS | LATER)
    await change(office, models.Broadcast, state="held")
    status, text, _ = await send(office, browser, "/sendings/one/piscine/approve", seen="held")
    assert status == 409 and "une autre personne" in text
    assert "Approuver" not in text
    other = await office.as_(Role.ADMIN)
    assert "Approuver" in (await page(other, "/sendings/one/piscine"))[1]
    status, _, _ = await send(office, other, "/sendings/one/piscine/approve", seen="held")
    (row,) = await rows(office, models.Broadcast)
    assert status == 200 and row["approved_by"].startswith("staff:") and row["state"] == "scheduled"


async def test_readers_see_but_do_not_steer(office: Office) -> None:
    editor, analyst = await office.as_(Role.EDITOR), await office.as_(Role.ANALYST)
    await send(office, editor, "/sendings/confirm", **NEWS | LATER)
    status, text = await page(analyst, "/sendings/one/piscine")
    assert status == 200 and "Annuler" not in text and "Mettre en pause" not in text
    assert (await send(office, analyst, "/sendings/one/piscine/cancel", seen="scheduled"))[0] == 403


async def test_after_the_pilot_staff_are_asked(office: Office) -> None:
    await settle(office, *(f"sms-{n}" for n in range(5)))
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS | {"pilot": "2"})
    database, desk = office.service.database, office.service.desk
    await go_on(database, desk, office.clock.now)
    await change(office, models.Outbound, status="sent", sent_at=office.clock.now)
    await go_on(database, desk, office.clock.now)
    _, text = await page(browser, "/sendings/one/piscine")
    assert "attend votre décision" in text and "Continuer avec les autres" in text
    status, _, _ = await send(office, browser, "/sendings/one/piscine/resume", seen="asking")
    assert status == 200
    assert (await rows(office, models.Broadcast))[0]["state"] == "sending"


async def test_what_was_lost_goes_again(office: Office) -> None:
    await settle(office, *(f"sms-{n}" for n in range(3)))
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS)
    database, desk = office.service.database, office.service.desk
    await go_on(database, desk, office.clock.now)
    await change(office, models.Outbound, status="failed", error_code="30003")
    await go_on(database, desk, office.clock.now)
    assert {row["state"] for row in await rows(office, models.Recipient)} == {"failed"}
    for path in ("/sendings/one/piscine", "/sendings/lost"):
        assert "Téléphone éteint ou injoignable" in (await page(browser, path))[1]
    status, _, _ = await send(office, browser, "/sendings/one/piscine/replay", loss="simulator|failed|30003")
    assert status == 200
    assert {row["status"] for row in await rows(office, models.Outbound)} == {"waiting"}
    assert {row["state"] for row in await rows(office, models.Recipient)} == {"waiting"}
    await change(office, models.Outbound, status="sent", sent_at=office.clock.now)
    await go_on(database, desk, office.clock.now)
    assert {row["state"] for row in await rows(office, models.Recipient)} == {"sent"}
    assert "messages replayed" in [row["action"] for row in await rows(office, models.Audit)]


async def test_nonsense_is_refused(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS | LATER)
    assert (await send(office, browser, "/sendings/lost/replay", loss="x"))[0] == 400
    assert (await send(office, browser, "/sendings/one/nobody/replay", loss="sms|failed|"))[0] == 404
    assert (await send(office, browser, "/sendings/one/piscine/explode", seen="scheduled"))[0] == 404
    assert (await send(office, browser, "/sendings/one/nobody/pause", seen="scheduled"))[0] == 404
    assert (await page(browser, "/sendings/one/%3Cscript%3E"))[0] == 404
    assert (await page(browser, "/sendings/repeat/nobody"))[0] == 404


async def test_a_repeated_one_is_paused_and_ended(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    again = LATER | {"when": "again", "every": "day", "count": "9", "ends": "count"}
    await send(office, browser, "/sendings/confirm", **NEWS | again)
    for act, seen, state in (
        ("pause", "active", "paused"),
        ("resume", "paused", "active"),
        ("end", "active", "ended"),
    ):
        status, text, _ = await send(office, browser, f"/sendings/repeat/piscine/{act}", seen=seen)
        assert status == 200, text
        assert (await rows(office, models.Schedule))[0]["state"] == state
    assert (await send(office, browser, "/sendings/repeat/piscine/resume", seen="paused"))[0] == 409


async def test_progress_arrives_as_it_happens(office: Office) -> None:
    await settle(office, "sms-lea")
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS)
    async with browser.get("/console/sendings/one/piscine/stream") as answer:
        assert answer.content_type == "text/event-stream"
        first = await answer.content.readuntil(b"\n\n")
        assert first.startswith(b"event: progress\ndata: ") and b"en cours" in first
        await go_on(office.service.database, office.service.desk, office.clock.now)
        await change(office, models.Outbound, status="sent", sent_at=office.clock.now)
        await go_on(office.service.database, office.service.desk, office.clock.now)
        async with asyncio.timeout(60):
            rest = (await answer.content.read()).decode()
    assert "termin" in rest and rest.endswith("event: over\ndata: over\n\n")


async def test_who_answered_comes_after_the_page(office: Office) -> None:
    await settle(office, "sms-lea")
    await open_survey(office)
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS | {"what": "survey", "survey": "langue"})
    await go_on(office.service.database, office.service.desk, office.clock.now)
    await change(office, models.Broadcast, state="ended", ended_at=office.clock.now)
    await change(office, models.Recipient, state="sent")
    shown = (await page(browser, "/sendings/one/piscine"))[1]
    assert (
        'hx-get="/console/sendings/one/piscine/progress" hx-trigger="load"' in shown and "On compte" in shown
    )
    for path in ("/sendings/one/piscine?whole", "/sendings/one/piscine/progress"):
        whole = (await page(browser, path))[1]
        assert "<dt>Ont répondu</dt><dd>0</dd>" in whole and "On compte" not in whole


async def test_streams_end_when_the_service_stops(office: Office) -> None:
    await settle(office, "sms-lea")
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS)
    async with browser.get("/console/sendings/one/piscine/stream") as answer:
        await answer.content.readuntil(b"\n\n")
        async with asyncio.timeout(60):
            await office.server.close()
            await answer.content.read()


async def test_only_what_a_state_allows_is_offered(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS | LATER)
    found = await office.service.database.read(lambda unit: unit.broadcasts.by_slug("piscine"))
    assert found is not None
    assert acts_of(found, "staff:other", reserve=True) == ("approve", "pause", "cancel")
    assert acts_of(found, found.created_by, reserve=True) == ("pause", "cancel")
    assert acts_of(found, "staff:other", reserve=False) == ("pause", "cancel")
    assert found.due_at - office.clock.now > timedelta(days=13)


async def test_a_sending_on_sunday_says_why_it_waits(office: Office) -> None:
    await settle(office, "sms-lea")
    keep_usual_hours(office)
    office.clock.pass_by(days=6)
    browser = await office.as_(Role.EDITOR)
    _, confirm, _ = await send(office, browser, "/sendings/new", **NEWS | {"act": "next"})
    assert "l'envoi commencera le lundi 14 septembre 2026, 08:00" in html.unescape(confirm)
    await send(office, browser, "/sendings/confirm", **NEWS)
    await go_on(office.service.database, office.service.desk, office.clock.now)
    shown = (await page(browser, "/sendings/one/piscine"))[1]
    assert "Prochain départ : lundi 14 septembre 2026, 08:00" in shown.replace("\u00a0", " ")
    assert "envoyé" in shown and "1 en route" in shown
    office.clock.pass_by(days=1)
    on_monday = (await page(await office.as_(Role.EDITOR), "/sendings/one/piscine"))[1]
    assert "Prochain départ" not in on_monday and "1 en route" in on_monday


async def test_days_without_hours_are_marked(office: Office) -> None:
    keep_usual_hours(office)
    browser = await office.as_(Role.EDITOR)
    shown = (await page(browser, "/sendings/calendar?month=2026-11"))[1]
    # the Saturdays and Sundays of six weeks, and the eleventh
    assert shown.count("jour sans envoi") == 13
