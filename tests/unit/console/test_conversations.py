"""Can staff answer somebody who wants a person, one at a time, and lose nothing of what they typed?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from bot.channels.message import Address, InboundMessage, Profile
from bot.console.role import Role
from bot.conversation.attending import hand_back_overdue
from storage.appeals import Appeal, Plea
from storage.retention import Progress
from storage.unit import Unit
from tests.unit.console.office import Client, Office

XSS = "<img src=x onerror=alert(1)>"


async def ask(office: Office, value: str = "sms-lea", name: str = XSS) -> Appeal:
    """Return the appeal of a resident who wrote, and wants a person."""
    office.clock.now = datetime.now(UTC)
    address = Address("simulator", value)
    await office.service.inbox.receive(
        InboundMessage(address, f"m-{value}", f"bonjour {XSS}", profile=Profile(name))
    )
    await office.service.settle()
    office.clock.now = datetime.now(UTC)

    def plead(unit: Unit) -> Appeal:
        who = unit.participants.known([("simulator", value)])["simulator", value]
        unit.appeals.ask([Plea(who, "simulator", value, None)], office.clock.now)
        found = unit.appeals.of_participant(who)
        assert found is not None
        return found

    return await office.desk.database.transact(plead)


async def read(office: Office, id: str) -> Appeal:
    found = await office.desk.database.read(lambda unit: unit.appeals.find(id))
    assert found is not None
    return found


async def send(office: Office, browser: Client, path: str, **fields: str) -> tuple[int, str]:
    """Send a form, and return the status and the page that follows."""
    answer = await browser.post(f"/console{path}", data={"csrf": office.csrf(browser), **fields})
    return answer.status, (await answer.text()).replace("&#39;", "'")


async def said(office: Office, appeal: Appeal) -> list[str]:
    """Return what was said to who asked."""
    lines = await office.desk.database.read(lambda u: u.threads.latest(appeal.participant_id, 100))
    return [line.content.get("text", "") for line in lines if line.way == "out"]


async def test_the_queue_shows_who_waits(office: Office) -> None:
    await ask(office)
    page = await (await (await office.as_(Role.MODERATOR)).get("/console/conversations")).text()
    assert "attend quelqu&#39;un" in page
    assert XSS not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page)


async def test_an_answer_reaches_the_phone(office: Office) -> None:
    appeal = await ask(office)
    browser = await office.as_(Role.MODERATOR)
    await send(office, browser, f"/conversations/{appeal.id}/take", version="0")
    status, page = await send(
        office, browser, f"/conversations/{appeal.id}/answer", version="1", text=f"Oui {XSS}"
    )
    assert (status, "Votre réponse est partie" in page) == (200, True)
    assert "Camille moderator" in page
    assert XSS not in page
    last = (await said(office, appeal))[-1]
    assert last.startswith("Une personne vous répond, pour la mairie :")
    await office.service.settle()
    await send(office, browser, f"/conversations/{appeal.id}/answer", version="2", text="À demain")
    assert (await said(office, appeal))[-1] == "À demain"


async def test_the_second_of_two_is_told(office: Office) -> None:
    appeal = await ask(office)
    first, second = await office.as_(Role.MODERATOR), await office.as_(Role.EDITOR)
    await send(office, first, f"/conversations/{appeal.id}/take", version="0")
    status, page = await send(office, second, f"/conversations/{appeal.id}/take", version="0")
    assert (status, "Camille moderator" in page) == (409, True)
    status, page = await send(
        office, second, f"/conversations/{appeal.id}/answer", version="1", text="je réponds aussi"
    )
    assert (status, "je réponds aussi" in page, "Rien n'a été envoyé" in page) == (409, True, True)
    assert "je réponds aussi" not in await said(office, appeal)
    await send(office, second, f"/conversations/{appeal.id}/take", version="1", over="yes")
    assert (await read(office, appeal.id)).staff_name == "Camille editor"


async def test_a_form_sent_twice_answers_once(office: Office) -> None:
    appeal = await ask(office)
    browser = await office.as_(Role.MODERATOR)
    await send(office, browser, f"/conversations/{appeal.id}/take", version="0")
    for expected in (200, 409):
        status, page = await send(
            office, browser, f"/conversations/{appeal.id}/answer", version="1", text="une fois"
        )
        assert status == expected
    assert "une fois" in page
    assert len([text for text in await said(office, appeal) if "une fois" in text]) == 1


async def test_whoever_said_stop_is_not_written_to(office: Office) -> None:
    appeal = await ask(office)
    browser = await office.as_(Role.MODERATOR)
    await send(office, browser, f"/conversations/{appeal.id}/take", version="0")
    await office.desk.database.transact(
        lambda unit: unit.participants.stop([appeal.participant_id], office.clock.now)
    )
    status, page = await send(
        office, browser, f"/conversations/{appeal.id}/answer", version="1", text="quand même"
    )
    assert (status, "écrit STOP" in page) == (400, True)
    assert "quand même" not in await said(office, appeal)


async def test_whatsapp_is_not_written_to_after_a_day(office: Office) -> None:
    appeal = await ask(office)
    browser, now = await office.as_(Role.MODERATOR), office.clock.now

    def move(unit: Unit) -> str:
        key = ("whatsapp", "+33600000000")
        unit.participants.join(key, appeal.participant_id, now)
        unit.appeals.hand_back(appeal.id, 0, "staff", now)
        unit.appeals.ask([Plea(appeal.participant_id, *key, None)], now)
        found = unit.appeals.of_participant(appeal.participant_id)
        assert found is not None
        unit.appeals.take(found.id, unit.staff.all()[0].id, 0, now)
        return found.id

    id = await office.desk.database.transact(move)
    page = await (await browser.get(f"/console/conversations/{id}")).text()
    assert "WhatsApp refuse les textes libres" in page
    status, _ = await send(office, browser, f"/conversations/{id}/answer", version="1", text="trop tard")
    assert status == 400
    assert "trop tard" not in await said(office, appeal)


async def test_handing_back_is_said(office: Office) -> None:
    appeal = await ask(office)
    browser = await office.as_(Role.MODERATOR)
    await send(office, browser, f"/conversations/{appeal.id}/take", version="0")
    await send(office, browser, f"/conversations/{appeal.id}/hand-back", version="1")
    await office.service.settle()
    assert any("vous répond de nouveau" in text for text in await said(office, appeal))
    assert (await read(office, appeal.id)).state == "handed_back"


async def test_silence_hands_back_and_tells_who_waits(office: Office) -> None:
    appeal = await ask(office)
    browser = await office.as_(Role.MODERATOR)
    await send(office, browser, f"/conversations/{appeal.id}/take", version="0")
    await office.desk.database.transact(
        lambda unit: unit.appeals.hear([appeal.participant_id], office.clock.now)
    )
    assert await hand_back_overdue(office.desk.database, office.clock.now + timedelta(hours=23)) == 0
    assert await hand_back_overdue(office.desk.database, office.clock.now + timedelta(hours=25)) == 1
    await office.service.settle()
    assert any("Personne n'a pu continuer" in text for text in await said(office, appeal))


async def test_nothing_new_sends_nothing(office: Office) -> None:
    appeal = await ask(office)
    browser = await office.as_(Role.MODERATOR)
    page = await (await browser.get(f"/console/conversations/{appeal.id}")).text()
    found = re.search(r'hx-get="([^"]+)"', page)
    assert found
    assert (await browser.get(found[1])).status == 204
    await office.service.inbox.receive(InboundMessage(Address("simulator", "sms-lea"), "m2", "et alors ?"))
    await office.service.settle()
    assert "et alors ?" in await (await browser.get(found[1])).text()


async def test_erased_texts_are_told(office: Office) -> None:
    appeal = await ask(office)
    later = office.clock.now + timedelta(days=400)
    await office.desk.database.transact(lambda unit: unit.retention.purge(later, Progress()))
    page = await (await (await office.as_()).get(f"/console/conversations/{appeal.id}")).text()
    assert "Texte effacé" in page
    assert "plus de 90 jours" in page


async def test_analysts_see_no_conversation(office: Office) -> None:
    appeal = await ask(office)
    for role in (Role.ANALYST, Role.ORGANISATION, Role.DPO):
        answer = await (await office.as_(role)).get(f"/console/conversations/{appeal.id}")
        assert answer.status == 403


async def test_answers_at_hand_are_kept_and_inserted(office: Office) -> None:
    appeal = await ask(office)
    browser = await office.as_(Role.MODERATOR)
    await send(office, browser, "/conversations/answers/new", title=XSS, text=f"Ouvert de 9 h à 17 h {XSS}")
    [kept] = await office.desk.database.read(lambda unit: unit.canned.all())
    await send(office, browser, f"/conversations/{appeal.id}/take", version="0")
    _, page = await send(
        office,
        browser,
        f"/conversations/{appeal.id}/answer",
        version="1",
        text="Bonjour",
        insert="yes",
        canned=kept.id,
    )
    assert re.search(r">\s*Bonjour\nOuvert de 9 h", page)
    assert XSS not in page


async def test_a_text_at_hand_changed_by_two_is_told(office: Office) -> None:
    browser = await office.as_(Role.MODERATOR)
    await send(office, browser, "/conversations/answers/new", title="Horaires", text="9 h à 17 h")
    [kept] = await office.desk.database.read(lambda unit: unit.canned.all())
    office.clock.pass_by(minutes=1)
    path, seen = f"/conversations/answers/{kept.id}", kept.changed_at.isoformat()
    assert (await send(office, browser, path, title="Horaires", text="8 h à 17 h", seen=seen))[0] == 200
    status, page = await send(office, browser, path, title="Horaires", text="10 h à 17 h", seen=seen)
    assert (status, "8 h à 17 h" in page, "10 h à 17 h" in page) == (409, True, True)


async def test_a_long_text_at_hand_is_refused(office: Office) -> None:
    text = "a" * 5_000 + " la fin"
    browser = await office.as_(Role.MODERATOR)
    status, page = await send(office, browser, "/conversations/answers/new", title="Longue", text=text)
    assert status == 400 and text in page and "caractères au plus" in page
    assert await office.desk.database.read(lambda unit: unit.canned.all()) == []
