"""Do the home page, participants and conversations suit everyone, and does a person get an answer by hand?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Dialog, expect

from bot.channels.message import Address, InboundMessage, Profile
from bot.channels.sms.render import Sms
from bot.console.role import Role
from bot.conversation.tallying import tally
from storage.appeals import Appeal, Plea
from storage.ideas import Idea, Words
from storage.unit import Unit
from tests.browser.office import EACH_LOOK, LOOKS, Desktop, overflow, violations
from tests.journey.reading import read_once
from tests.unit.console.office import Office

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]

#: where pictures are kept, for whoever wants to look at them
PICTURES = os.environ.get("PALABRE_TEST_PICTURES", "")


@pytest.fixture(autouse=True)
def shared() -> Iterator[None]:
    """Read sentences and scripts once."""
    with read_once():
        yield


async def fill(office: Office) -> Appeal:
    """Let somebody write, propose, and want a person; return their appeal."""
    address = Address("simulator", "sms-lea")
    for n, text in enumerate(("bonjour", "oui", "menu")):
        message = InboundMessage(address, f"m{n}", text, profile=Profile("Léa"))
        await office.service.inbox.receive(message)
        await office.service.settle()
    office.clock.now = now = datetime.now(UTC)

    def work(unit: Unit) -> Appeal:
        who = unit.participants.known([("simulator", "sms-lea")])["simulator", "sms-lea"]
        for n, theme in enumerate(("nature", "nature", "mobilite"), 1):
            place = {"latitude": 48.85 + n / 500, "longitude": 2.35 + n / 300, "name": ""}
            words = Words(f"Des bancs à l'ombre, place {n}", "des bancs", "chaleur", "repos", now, place)
            unit.ideas.add([Idea(f"i{n}", n, f"ECO-22{n}", who, words, now, theme=theme)])
        unit.appeals.ask([Plea(who, "simulator", "sms-lea", None)], now)
        found = unit.appeals.of_participant(who)
        assert found is not None
        return found

    appeal = await office.desk.database.transact(work)
    await tally(office.desk.database, office.desk.timezone, Sms(), now + timedelta(minutes=20))
    return appeal


@pytest.mark.parametrize("look", EACH_LOOK)
async def test_pages_of_people_suit_everyone(desktop: Desktop, look: str) -> None:
    appeal = await fill(desktop.office)
    page = await desktop.page(Role.ADMIN, **LOOKS[look])
    person = f"/participants/{appeal.participant_id}"
    paths = ("/", "/participants", person, f"{person}/erase", "/participants/import", "/conversations")
    for path in (*paths, f"/conversations/{appeal.id}", "/conversations/answers"):
        await page.goto(f"{desktop.origin}/console{path}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        if PICTURES:
            name = (
                path.replace(appeal.participant_id, "one")
                .replace(appeal.id, "one")
                .strip("/")
                .replace("/", "-")
            )
            await page.screenshot(path=Path(PICTURES) / f"{name or 'home'}-{look}.png", full_page=True)
        assert await violations(page) == [], path
        assert await overflow(page) <= 0, path


async def test_a_person_is_answered_by_hand(desktop: Desktop) -> None:
    appeal = await fill(desktop.office)
    page = await desktop.page(Role.MODERATOR)
    await page.goto(f"{desktop.origin}/console/")
    await page.get_by_role("link", name="personne demande à parler").click()
    await page.get_by_role("link", name="Léa").click()
    await page.get_by_role("button", name="Prendre la conversation").click()
    await page.get_by_label("Votre réponse").fill("Bonjour Léa, je vous écoute.")
    await page.get_by_role("button", name="Envoyer").click()
    await expect(page.get_by_role("status")).to_have_text("Votre réponse est partie.")
    await expect(page.locator(".bubble.staff")).to_contain_text("je vous écoute")
    await page.get_by_label("Votre réponse").fill("pas encore envoyé")
    message = InboundMessage(Address("simulator", "sms-lea"), "later", "il y a un trou rue des Lilas")
    await desktop.office.service.inbox.receive(message)
    await desktop.office.service.settle()
    await expect(page.get_by_text("il y a un trou rue des Lilas")).to_be_visible()
    await expect(page.get_by_label("Votre réponse")).to_have_value("pas encore envoyé")
    asked: list[str] = []

    async def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        await dialog.accept()

    page.on("dialog", agree)
    await page.get_by_role("button", name="Rendre à l'assistant").click()
    await expect(page.get_by_role("status")).to_have_text("C'est rendu à l'assistant.")
    # what was begun and not sent would have gone without a word
    assert len(asked) == 1
    await desktop.office.service.settle()
    await page.goto(f"{desktop.origin}/console/conversations/{appeal.id}")
    await expect(page.get_by_text("vous répond de nouveau")).to_be_visible()
