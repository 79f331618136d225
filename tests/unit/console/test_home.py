"""Does each role see what waits for it, and figures that somebody counted?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.channels.message import Address, InboundMessage
from bot.channels.sms.render import Sms
from bot.console.role import Role
from bot.conversation.tallying import tally
from storage.ideas import Idea, Words
from storage.outbox import Outgoing
from storage.unit import Unit
from tests.unit.console.office import Office

XSS = "<img src=x onerror=alert(1)>"


async def fill(office: Office) -> None:
    """Let a resident write, an idea come in, and an SMS leave."""
    office.clock.now = now = datetime.now(UTC)
    address = Address("simulator", "sms-lea")
    await office.service.inbox.receive(InboundMessage(address, "m1", "bonjour"))
    await office.service.settle()

    def work(unit: Unit) -> None:
        place = {"latitude": 48.85, "longitude": 2.35, "name": ""}
        words = Words(XSS, "des bancs", "fatigue", "repos", now, place)
        unit.ideas.add([Idea("i1", 1, "ECO-222", None, words, now, theme="nature")])
        text: dict[str, object] = {"text": "é" * 200, "options": [], "wants": None}
        unit.outbox.add([Outgoing("p", "sms", "+33612345678", text, now, "fr")], now)

    await office.desk.database.transact(work)
    later = now + timedelta(minutes=20)
    assert await tally(office.desk.database, office.desk.timezone, Sms(), later) > 0
    assert await tally(office.desk.database, office.desk.timezone, Sms(), later) == 0


async def home(office: Office, role: Role) -> str:
    browser = await office.as_(role, "Régie des eaux" if role is Role.ORGANISATION else None)
    answer = await browser.get("/console/")
    assert answer.status == 200
    return (await answer.text()).replace("&#39;", "'")


async def test_home_names_who_is_signed_in(office: Office) -> None:
    page = await home(office, Role.MODERATOR)
    assert "Camille moderator" in page
    assert "modération" in page


async def test_staff_see_what_waits_and_figures(office: Office) -> None:
    await fill(office)
    page = await home(office, Role.EDITOR)
    for said in ("Ce qui attend", "idée à lire", "Messages reçus par jour", "Nature", "parties facturées"):
        assert said in page
    assert XSS not in page
    assert "&lt;img src=x" in page


async def test_parts_of_sms_are_counted_and_priced(office: Office) -> None:
    await fill(office)
    rows = await office.desk.database.read(lambda unit: unit.tallies.since("2000"))
    assert [(kind, n) for _, kind, channel, n in rows if channel == "sms"] == [("out", 1), ("parts", 2)]


async def test_analysts_see_figures_only(office: Office) -> None:
    await fill(office)
    page = await home(office, Role.ANALYST)
    assert "La participation" in page
    for hidden in ("Ce qui attend", "onerror", "ECO-222"):
        assert hidden not in page


async def test_organisations_see_their_own_only(office: Office) -> None:
    await fill(office)
    page = await home(office, Role.ORGANISATION)
    assert "vous est confiée" in page
    for hidden in ("La participation", "Ce qui attend"):
        assert hidden not in page
