"""Can staff find somebody, see what they agreed to, and meet their rights; and bring in only who agreed?"""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
from aiohttp import FormData

from bot.channels.message import Address, InboundMessage, Profile
from bot.console.role import Role
from bot.participation.pseudonym import write_pseudonym
from storage import models
from storage.audit import Act
from storage.models.base import Base, table
from storage.unit import Unit
from tests.unit.console.office import Client, Office

XSS = "<img src=x onerror=alert(1)>"
NUMBER = "+33612345678"
GIVEN = {
    "origin": "forum des associations", "wording": "J'accepte de recevoir des questions de la ville.",
    "proof": "classeur 12", "purposes": "questions", "channel": "sms", "sworn": "yes", "group": "Forum 2026",
}  # fmt: skip


async def meet(office: Office, value: str = "sms-lea") -> str:
    """Return a participant who wrote."""
    office.clock.now = datetime.now(UTC)
    message = InboundMessage(Address("simulator", value), f"m-{value}", "bonjour", profile=Profile(XSS))
    await office.service.inbox.receive(message)
    await office.service.settle()
    key = ("simulator", value)
    return (await office.desk.database.read(lambda unit: unit.participants.known([key])))[key]


async def send(office: Office, browser: Client, path: str, **fields: str) -> tuple[int, str]:
    answer = await browser.post(f"/console{path}", data={"csrf": office.csrf(browser), **fields})
    return answer.status, (await answer.text()).replace("&#39;", "'")


async def bring(office: Office, browser: Client, data: bytes, **changed: str) -> tuple[int, str]:
    """Send a list, and return the page that follows."""
    form = FormData()
    form.add_field("csrf", office.csrf(browser))
    for name, value in {**GIVEN, **changed}.items():
        form.add_field(name, value)
    form.add_field("file", data, filename=f"{XSS}.csv", content_type="text/csv")
    answer = await browser.post("/console/participants/import", data=form)
    return answer.status, (await answer.text()).replace("&#39;", "'")


async def count(office: Office, model: type[Base]) -> int:
    rows = table(model)
    return await office.desk.database.read(lambda u: len(u.connection.execute(rows.select()).all()))


async def acts(office: Office, action: str) -> list[Act]:
    rows = table(models.Audit)
    query = rows.select().where(rows.c.action == action)

    def read(unit: Unit) -> list[Act]:
        found = unit.connection.execute(query).all()
        return [Act(row.at, row.actor, row.action, row.subject, row.detail) for row in found]

    return await office.desk.database.read(read)


async def test_a_reference_finds_its_person(office: Office) -> None:
    who = await meet(office)
    browser = await office.as_(Role.EDITOR)
    status, page = await send(office, browser, "/participants/find", q=write_pseudonym(who).lower())
    assert (status, "Ce qu'on sait" in page) == (200, True)
    assert XSS not in page
    assert "sms-lea" not in page


async def test_an_address_is_found_by_some_and_noted(office: Office) -> None:
    who = await meet(office)
    for role, status in ((Role.EDITOR, 404), (Role.MODERATOR, 200)):
        browser = await office.as_(role)
        assert (await send(office, browser, "/participants/find", q="simulator:sms-lea"))[0] == status
    [act] = await acts(office, "address looked up")
    assert (act.subject, "lea" in str(act.detail)) == (who, False)


async def test_part_of_an_address_finds_nobody(office: Office) -> None:
    await meet(office)
    browser = await office.as_()
    assert (await send(office, browser, "/participants/find", q="simulator:sms-le"))[0] == 404


async def test_consents_show_the_words_shown(office: Office) -> None:
    who = await meet(office)
    browser = await office.as_(Role.DPO)
    await office.service.inbox.receive(InboundMessage(Address("simulator", "sms-lea"), "m2", "STOP"))
    await office.service.settle()
    page = await (await browser.get(f"/console/participants/{who}")).text()
    assert "retiré" in page
    assert "START" in page


async def test_everything_held_is_given_and_noted(office: Office) -> None:
    who = await meet(office)
    browser = await office.as_(Role.DPO)
    status, text = await send(office, browser, f"/participants/{who}/export")
    assert (status, orjson.loads(text)["participants"][0]["id"]) == (200, who)
    assert [act.subject for act in await acts(office, "participant exported")] == [who]
    assert (await send(office, await office.as_(Role.EDITOR), f"/participants/{who}/export"))[0] == 403


async def test_erasing_wants_the_reference(office: Office) -> None:
    who = await meet(office)
    browser = await office.as_(Role.DPO)
    path = f"/participants/{who}/erase"
    assert (await send(office, browser, path, reference="oui"))[0] == 400
    assert await count(office, models.Participant) == 1
    status, page = await send(office, browser, path, reference=write_pseudonym(who))
    assert (status, "La personne est effacée" in page) == (200, True)
    assert await count(office, models.Participant) == 0
    [act] = await acts(office, "participant erased")
    assert (act.actor.startswith("staff:"), act.subject) == (True, "")
    assert (await browser.get(f"/console/participants/{who}")).status == 404


async def test_groups_are_made_by_hand(office: Office) -> None:
    who = await meet(office)
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, f"/participants/{who}/groups/join", new=f"Atelier {XSS}")
    [group] = await office.desk.database.read(lambda unit: unit.directory.groups(who))
    assert group == "atelier-img-src-x-onerror-alert-1"
    await send(office, browser, f"/participants/{who}/groups/leave", group=group)
    assert await office.desk.database.read(lambda unit: unit.directory.groups(who)) == []


async def test_a_list_is_tried_then_taken_once(office: Office) -> None:
    browser = await office.as_(Role.DPO)
    text = "Téléphone;Prénom;Quartier\n06 12 34 56 78;Léa;Les Lilas\n0612;Noé;\n01 99 00 12 34;Fixe;\n0612345678;Encore;\n"
    status, page = await bring(office, browser, text.encode("cp1252"))
    assert (status, "Rien n'est encore enregistré" in page) == (200, True)
    assert XSS not in page
    for cause in ("numéro de téléphone valable", "déjà plus haut"):
        assert cause in page
    assert await count(office, models.Participant) == 0
    for _ in range(2):
        await bring(office, browser, text.encode("cp1252"), confirmed="yes")
    assert await count(office, models.Participant) == 1
    assert await count(office, models.Consent) == 1
    found = await office.desk.database.read(lambda u: u.participants.known([("sms", NUMBER)]))
    person = await office.desk.database.read(lambda u: u.directory.find(found["sms", NUMBER]))
    assert person is not None
    assert (person.first_name, person.district) == ("Léa", "lilas")
    [consent] = await office.desk.database.read(lambda u: u.directory.ledger(person.id))
    assert (consent.how, consent.wording.splitlines()[0]) == ("import", GIVEN["wording"])
    assert await office.desk.database.read(lambda u: u.directory.groups(person.id)) == ["forum-2026"]


async def test_who_left_is_not_brought_back(office: Office) -> None:
    browser, now = await office.as_(Role.DPO), office.clock.now
    others = ["+33612345679", "+33612345670"]

    def leave(unit: Unit) -> None:
        people = unit.participants.resolve([("sms", n) for n in (NUMBER, *others)], now)
        unit.participants.erase(people["sms", NUMBER], now, office.desk.room().proof)
        unit.participants.stop([people["sms", others[0]]], now)

    await office.desk.database.transact(leave)
    data = f"tel\n{NUMBER}\n{others[0]}\n{others[1]}\n".encode()
    _, page = await bring(office, browser, data, channel="whatsapp")
    assert "demandé à être effacée" in page
    assert "a écrit STOP" in page
    await bring(office, browser, data, channel="whatsapp", confirmed="yes")
    assert await count(office, models.Participant) == 2
    assert await count(office, models.Consent) == 1


async def test_lists_that_cannot_be_read_are_told_so(office: Office) -> None:
    browser = await office.as_(Role.DPO)
    for data, said in (
        (b"PK\x03\x04 nothing", "classeur de tableur"),
        (b"tel\n\x00", "n'est pas un texte"),
        (b"nom\nx\n", "pas de colonne"),
        (b'tel\n"06', "guillemets"),
        (b"tel\n" + b"0612345678\n" * 60_000, "trop gros"),
        (b"tel\n" + b"06\n" * 5_002, "trop de lignes"),
        (b"tel;prenom\n0612345678;=HYPERLINK(1)\n", "prennent pour une formule"),
    ):
        _, page = await bring(office, browser, data)
        assert said in page, said
    assert await count(office, models.Participant) == 0


async def test_a_list_wants_its_origin_and_proof(office: Office) -> None:
    browser = await office.as_(Role.DPO)
    status, page = await bring(office, browser, b"tel\n0612345678\n", origin="", purposes="", sworn="")
    assert status == 400
    for said in ("Dites d'où vient la liste", "Cochez ce que", "registre interdit"):
        assert said in page
    assert GIVEN["wording"] in page
