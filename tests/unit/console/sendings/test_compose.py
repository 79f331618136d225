"""Does a sending that staff compose do what its confirmation says, once, by the same code as commands?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.console.role import Role
from bot.scheduler.composing import send as send_by_command
from bot.scheduler.firing import fire_due
from bot.scheduler.releasing import go_on
from storage import models
from storage.models.base import table
from tests.unit.console.office import Client, Office
from tests.unit.console.sendings.crowd import NEWS, open_survey, page, send, settle

XSS = "<img src=x onerror=alert(1)>"


#: What is changed of a right form → what is said then.
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "Donnez un nom"),
    ({"text_fr": ""}, "Écrivez le texte"),
    ({"text_fr": "x" * 601}, "dépasse 600"),
    ({"what": "survey", "survey": "none"}, "Choisissez une enquête ouverte"),
    ({"who": "kept", "segment": "none"}, "Choisissez un public"),
    ({"who": "here", "k.r.0": "district"}, "pas complet"),
    ({"when": "date", "date": "2026-09-06", "time": "10:00"}, "est passé"),
    ({"when": "date", "date": "demain", "time": "10:00"}, "Choisissez un jour"),
    ({"when": "date", "date": "2026-10-06", "time": "99:00"}, "Écrivez une heure"),
    ({"when": "again", "date": "2026-10-06", "time": "10:00", "every": "week"}, "au moins un jour"),
    ({"when": "again", "date": "2026-10-06", "time": "10:00", "every": "day", "count": "0"}, "Dites quand"),
    (
        {"when": "again", "date": "2020-10-06", "time": "10:00", "every": "day", "count": "2"},
        "rien ne partirait",
    ),
    ({"when": "after", "after": "nothing"}, "Choisissez dans la liste"),
    ({"when": "after", "days": "-1"}, "nombre de jours"),
    ({"pilot": "beaucoup"}, "nombre de personnes"),
    ({"lasts": "99"}, "de 1 à 28"),
    ({"remind": "3"}, "pour une enquête"),
    ({"when": "never"}, "Choisissez dans la liste"),
    ({"channels": "pigeon"}, "Choisissez dans la liste"),
    ({"weekdays": ["8", "x"], "interval": "9" * 40, "lasts": "9" * 40}, "de 1 à 28"),
]


async def rows(office: Office, model: Any) -> list[dict[str, Any]]:
    """Return what is stored in a table."""

    def read(unit: Any) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in unit.connection.execute(table(model).select())]

    return await office.service.database.read(read)


async def test_every_page_can_be_opened(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    await open_survey(office)
    for path in (
        "/sendings", "/sendings/new", "/sendings/new?survey=langue", "/sendings/calendar", "/sendings/lost",
        "/sendings/phone", "/sendings/segments", "/sendings/segments/new", "/sendings/calendar?month=2026-02",
        "/sendings/calendar?month=nonsense", "/sendings?before=zzz",
    ):  # fmt: skip
        status, text = await page(browser, path)
        assert status == 200, (path, text[-2000:])


async def test_a_confirmation_says_what_happens(office: Office) -> None:
    await settle(office, "sms-lea", "sms-sam", "telegram-zoe")
    await settle(office, "sms-non", purposes=())
    browser = await office.as_(Role.EDITOR)
    status, text, _ = await send(office, browser, "/sendings/new", **NEWS, act="next")
    assert status == 200
    assert "3 personnes recevront ceci dès maintenant" in text
    assert "1 est laissée de côté" in text
    assert await rows(office, models.Broadcast) == []
    status, text, where = await send(office, browser, "/sendings/confirm", **NEWS)
    assert (status, where) == (200, "/console/sendings/one/piscine?done=sending_now"), text
    assert "La piscine rouvre lundi." in (await page(browser, "/sendings/one/piscine"))[1]
    states = [row["state"] for row in await rows(office, models.Recipient)]
    assert sorted(states) == ["excluded", "waiting", "waiting", "waiting"]


async def test_next_month_counts_whom_today_leaves_out(office: Office) -> None:
    await settle(office, "sms-lea", "sms-sam")
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, "/sendings/confirm", **NEWS)
    store, now = office.service.database, office.clock.now
    desk = office.service.desk
    desk.caps = replace(desk.caps, per_day=1, per_week=3)
    await fire_due(store, desk, now)
    await go_on(store, desk, now)
    left = update(table(models.Outbound)).values(status="sent", sent_at=now)
    assert (await store.transact(lambda unit: unit.connection.execute(left))).rowcount == 2
    later = NEWS | {"name": "marche", "text_fr": "Le marché revient."}
    _, text, _ = await send(office, browser, "/sendings/new", **later, act="next")
    assert "Personne ne recevra ceci" in text
    monthly = {
        "when": "again", "date": "2026-10-05", "time": "10:00", "every": "month_weekday", "rank": "1", "weekday": "0",
        "interval": "1", "ends": "count", "count": "6",
    }  # fmt: skip
    _, text, _ = await send(office, browser, "/sendings/new", **later | monthly, act="next")
    assert "2 personnes recevront ceci la première fois" in text, text


async def test_pressed_twice_it_is_sent_once(office: Office) -> None:
    await settle(office, "sms-lea")
    browser = await office.as_(Role.EDITOR)
    for _ in range(2):
        status, _, where = await send(office, browser, "/sendings/confirm", **NEWS)
        assert (status, where) == (200, "/console/sendings/one/piscine?done=sending_now")
    assert len(await rows(office, models.Broadcast)) == 1
    status, text, _ = await send(office, browser, "/sendings/confirm", **NEWS | {"text_fr": "Autre chose."})
    assert status == 400
    assert "ne le refaites pas" in text and "Autre chose." in text


async def test_the_console_reaches_whom_commands_reach(office: Office) -> None:
    await settle(office, *(f"sms-{n}" for n in range(12)))
    browser = await office.as_(Role.EDITOR)
    drawn = {"who": "here", "sample_size": "5", "seed": "town"}
    await send(office, browser, "/sendings/confirm", **NEWS | drawn)
    data = {
        "broadcast": "commande",
        "message": "…",
        "segment": {"everyone": True, "sample": {"size": 5, "seed": "town"}},
    }
    desk, now = office.desk.sending, office.clock.now
    await office.service.database.transact(lambda u: send_by_command(u, desk, data, now, "anne", now))
    reached: dict[str, set[str]] = {}
    for row in await rows(office, models.Recipient):
        reached.setdefault(row["broadcast_id"], set()).add(row["participant_id"])
    first, second = reached.values()
    assert first == second and len(first) == 5


async def test_what_is_wrong_is_said_and_kept(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    for changed, sentence in WRONG:
        for path in ("/sendings/new", "/sendings/confirm"):
            fields = {**NEWS, "text_en": "It opens.", **changed, "act": "next"}
            status, text, _ = await send(office, browser, path, **fields)
            assert (status, sentence in text, "It opens." in text) == (400, True, True), (changed, sentence)
    assert await rows(office, models.Broadcast) == []


async def test_texts_of_staff_are_never_run(office: Office) -> None:
    await settle(office, "sms-lea")
    browser = await office.as_(Role.EDITOR)
    wild = NEWS | {"text_fr": XSS, "name": XSS}
    for act in ("next", "preview", "edit"):
        _, text, _ = await send(office, browser, "/sendings/new", **wild, act=act)
        assert XSS not in text and "&lt;img src=x" in text
    await send(office, browser, "/sendings/confirm", **wild)
    for path in ("/sendings", "/sendings/calendar", "/sendings/one/img-src-x-onerror-alert-1"):
        status, text = await page(browser, path)
        assert status == 200 and XSS not in text and "&lt;img" in text


async def test_a_rhythm_shows_its_five_next_dates(office: Office) -> None:
    await settle(office, "sms-lea")
    browser = await office.as_(Role.EDITOR)
    again = {
        "when": "again", "date": "2026-09-14", "time": "18:00", "every": "month_weekday", "rank": "1", "weekday": "0",
        "interval": "1", "ends": "count", "count": "6", "except": "5/10/2026",
    }  # fmt: skip
    status, text, _ = await send(office, browser, "/sendings/new", **NEWS | again, act="next")
    assert status == 200
    assert "chaque mois, le premier lundi, 6 fois" in text
    for day in ("2 novembre 2026", "7 décembre 2026", "4 janvier 2027", "1er février 2027", "1er mars 2027"):
        assert f"lundi {day}, 18:00" in text
    assert "5 octobre" not in text
    _, text, where = await send(office, browser, "/sendings/confirm", **NEWS | again)
    assert where == "/console/sendings/repeat/piscine?done=sending_planned"
    (schedule,) = await rows(office, models.Schedule)
    assert (schedule["rule"], schedule["starts"]) == ("FREQ=MONTHLY;BYDAY=1MO;COUNT=6", "2026-09-14T18:00:00")
    assert "La piscine rouvre lundi." in (await page(browser, "/sendings/calendar?month=2026-11"))[1]


async def test_what_follows_an_idea_is_a_schedule(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    after = {"when": "after", "after": "idea published", "days": "3"}
    _, text, _ = await send(office, browser, "/sendings/new", **NEWS | after, act="next")
    assert "3 jours après la publication d&#39;une idée, son auteur recevra ceci" in text
    await send(office, browser, "/sendings/confirm", **NEWS | after)
    (schedule,) = await rows(office, models.Schedule)
    assert (schedule["after"], schedule["days"]) == ("idea published", 3)


async def test_a_reminder_goes_to_the_silent(office: Office) -> None:
    await settle(office, "sms-lea")
    await open_survey(office)
    browser = await office.as_(Role.EDITOR)
    asked = {
        "name": "Langue",
        "what": "survey",
        "survey": "langue",
        "who": "everyone",
        "when": "now",
        "remind": "5",
    }
    status, _, where = await send(office, browser, "/sendings/confirm", **asked)
    assert (status, where) == (200, "/console/sendings/one/langue?done=sending_now")
    first, second = sorted(await rows(office, models.Broadcast), key=lambda row: row["slug"])
    assert (second["slug"], second["reminds"]) == ("langue-rappel", "langue")
    assert second["segment"] == {"all": [{"received": ["langue"]}, {"not": {"answered": ["langue"]}}]}
    assert second["due_at"] - first["due_at"] == timedelta(days=5)


async def test_costs_are_told_in_euros_where_set(office: Office) -> None:
    priced = office.desk.settings.model_copy(update={"sms_price": 0.07, "whatsapp_price": 0.05})
    office.desk = replace(office.desk, settings=priced)
    from bot.console.segments.counting import price
    from bot.scheduler.previewing import Preview

    now = office.clock.now
    found = Preview(5, [("sms", 3), ("whatsapp", 2)], [], 6, {}, [], now, now, [])
    assert price(found, 6, priced) == pytest.approx(6 * 0.07 + 2 * 0.05)
    assert price(found, 6, priced.model_copy(update={"whatsapp_price": None})) is None
    assert price(found, 6, office.service.settings) is None


async def test_a_test_goes_to_ones_own_phone(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    _, text, _ = await send(office, browser, "/sendings/new", **NEWS, act="test")
    assert "Aucun téléphone" in text
    (person,) = await settle(office, "sms-agent", purposes=())
    room, now = office.desk.room(), office.clock.now
    code = room.proof("link", "ABCDEFG2")
    await office.service.database.transact(lambda u: u.links.offer(code, person, now + timedelta(hours=1)))
    status, _, _ = await send(office, browser, "/sendings/phone/join", code="ABCDEFG3")
    assert status == 400
    status, text, _ = await send(office, browser, "/sendings/phone/join", code=" abcd efg2 ")
    assert status == 200 and "Simulateur" in text
    _, text, _ = await send(office, browser, "/sendings/new", **NEWS, act="test")
    assert "vers votre téléphone" in text
    (row,) = await rows(office, models.Outbound)
    assert (row["participant_id"], row["priority"]) == (person, 0)
    assert "La piscine rouvre lundi." in row["content"]["text"]
    # somebody else's phone stays theirs
    other = await office.as_(Role.ADMIN)
    _, text, _ = await send(office, other, "/sendings/new", **NEWS, act="test")
    assert "Aucun téléphone" in text


async def large(office: Office, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Make the town a large one, of six people; return an editor's browser."""
    await settle(office, *(f"sms-{n}" for n in range(6)))
    monkeypatch.setattr("bot.console.sendings.compose.LIVE", 3)
    return await office.as_(Role.EDITOR)


async def test_large_towns_count_when_asked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = await large(office, monkeypatch)
    _, text, _ = await send(office, browser, "/sendings/preview", **NEWS)
    assert "pour compter" in text and "La piscine rouvre lundi." in text and "<strong>" not in text
    # the page comes at once, and asks for the count itself
    _, text, _ = await send(office, browser, "/sendings/new", **NEWS, act="preview")
    assert "On compte" in text and "La piscine rouvre lundi." in text and "<strong>" not in text
    assert """hx-vals='{"act": "reckon"}' hx-trigger="load" hx-target="#preview\"""" in text
    _, text, _ = await send(office, browser, "/sendings/preview", **NEWS, act="reckon")
    assert "<strong>6</strong>" in text and "On compte" not in text
    # so does a button, where no script runs
    _, text, _ = await send(office, browser, "/sendings/new", **NEWS, act="reckon")
    assert "<strong>6</strong>" in text and "On compte" not in text


async def test_large_towns_confirm_after_counting(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = await large(office, monkeypatch)
    status, text, _ = await send(office, browser, "/sendings/new", **NEWS, act="next")
    assert (status, "On compte" in text, "/console/sendings/confirm" in text) == (200, True, False)
    assert "La piscine rouvre lundi.</textarea>" in text
    _, text, _ = await send(office, browser, "/sendings/new", **NEWS, act="next reckon")
    assert "6" in text and "On compte" not in text and 'action="/console/sendings/confirm"' in text
    # what is wrong is said before anybody is counted
    status, text, _ = await send(office, browser, "/sendings/new", **NEWS | {"name": ""}, act="next")
    assert 'href="#f-name"' in text and "next reckon" not in text


async def test_phones_stand_under_their_language(office: Office) -> None:
    await settle(office, "sms-lea")
    browser = await office.as_(Role.EDITOR)
    _, text, _ = await send(
        office, browser, "/sendings/preview", **NEWS | {"text_en": "The pool opens again."}
    )
    assert "<h3>Français</h3>" in text and "<h3>Anglais</h3>" in text
