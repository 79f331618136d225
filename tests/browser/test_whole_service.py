"""Does the whole service do in Chromium, on PostgreSQL, what the console is for? (issue 7)"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pyotp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.console.invited import invite
from bot.console.role import Role
from storage import models
from tests.browser.phones import bubbles, phone, write
from tests.browser.town_hall import TownHall
from tests.journey.ideas import TEXTS
from tests.unit.console.newcomer import EMAIL, PASSWORD

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]

LEA = "telegram-lea"
PASTED = """Prenez-vous le bus de nuit ?
- Souvent
- Jamais"""


@pytest_asyncio.fixture(loop_scope="session")
async def hall(browser: Browser, postgresql_url: str, tmp_path: Path) -> AsyncIterator[TownHall]:
    """Give the demo town, served."""
    async with TownHall(postgresql_url, tmp_path / "data", browser) as opened:
        yield opened


async def sign_up(hall: TownHall) -> Page:
    """Accept an invitation, read the QR code's key, and come in."""
    desk = hall.service.console
    link = await desk.database.transact(lambda u: invite(u, desk, EMAIL, "Camille", Role.ADMIN, "operator"))
    page = await hall.page(link.removeprefix(desk.url))
    await page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    await page.get_by_label("Le même").fill(PASSWORD)
    await page.get_by_role("button", name="Continuer").click()
    await expect(page.locator("svg.qr")).to_be_visible()
    secret = (await page.locator("code.secret").inner_text()).replace(" ", "")
    await page.get_by_label("Code à 6 chiffres").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Terminer").click()
    await expect(page.locator(".codes li")).to_have_count(10)
    await page.get_by_role("link", name="Je les ai gardés").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Accueil")
    return page


async def say(page: Page, text: str) -> None:
    """Write on Léa's telephone, and wait for what comes back."""
    before = await bubbles(page, LEA).count()
    await write(page, LEA, text)
    await expect(bubbles(page, LEA).nth(before)).to_be_visible()


async def propose(page: Page) -> None:
    """Have Léa hand in an idea, and agree to be asked."""
    for text in TEXTS["telegram"]:
        await say(page, text)
    await expect(phone(page, LEA)).to_contain_text("MOBI-")
    await phone(page, LEA).get_by_role("button", name="Oui", exact=True).last.click()


async def test_a_survey_goes_out_and_comes_back(hall: TownHall) -> None:
    residents = await hall.page("/simulator")
    await propose(residents)
    officer = await sign_up(hall)
    # compose
    await officer.goto(f"{hall.origin}/console/surveys/new")
    await officer.get_by_label("Titre").fill("Le bus de nuit")
    await officer.get_by_label("Vos questions").fill(PASTED)
    await officer.get_by_role("button", name="Commencer").click()
    # preview
    await expect(officer.locator("#phone")).to_contain_text("Prenez-vous le bus de nuit ?")
    await officer.get_by_label("Ouvrir quand même").check()
    await officer.get_by_role("button", name="Ouvrir l'enquête").click()
    await expect(officer.get_by_role("status")).to_contain_text("L'enquête est ouverte")
    # schedule
    await officer.goto(f"{hall.origin}/console/sendings/new?survey=le-bus-de-nuit")
    await officer.get_by_label("À une date").check()
    await expect(officer.locator("#preview")).to_contain_text("1 personne le recevrait")
    await officer.get_by_role("button", name="Continuer", exact=True).last.click()
    await expect(officer.locator(".sentence")).to_contain_text("1 personne recevra")
    await officer.get_by_role("button", name="Programmer").click()
    await expect(officer.locator("main")).to_contain_text("prévu")
    # receive, once its day has come
    await hall.hasten(models.Broadcast)
    await expect(bubbles(residents, LEA).last).to_contain_text("Prenez-vous le bus de nuit ?")
    # answer
    await bubbles(residents, LEA).last.get_by_role("button", name="Souvent").click()
    await expect(bubbles(residents, LEA).last).not_to_contain_text("Prenez-vous")
    # results
    await officer.goto(f"{hall.origin}/console/surveys/le-bus-de-nuit/results")
    await expect(officer.locator(".counts")).to_contain_text("Ont fini1")
    await expect(officer.locator("main")).to_contain_text("Souvent · 100 %")


async def test_an_idea_is_accepted_and_its_author_told_then_forgotten(hall: TownHall) -> None:
    residents = await hall.page("/simulator")
    await propose(residents)
    officer = await sign_up(hall)
    # moderate
    await officer.goto(f"{hall.origin}/console/moderation")
    await expect(officer.get_by_role("heading", level=2)).to_contain_text("Des arceaux")
    await officer.get_by_role("button", name="Publier").click()
    await expect(officer.get_by_role("status")).to_contain_text("L'auteur va être prévenu.")
    # the author is told, after the seconds in which it can be taken back
    await hall.hasten(models.Outbound)
    await expect(bubbles(residents, LEA).last).to_contain_text("publiée")
    # erase
    await officer.goto(f"{hall.origin}/console/participants")
    await officer.locator("tbody th a").first.click()
    await officer.get_by_role("link", name="Effacer cette personne").click()
    label = officer.get_by_label(re.compile("Pour confirmer"))
    await label.fill((await officer.locator("label", has_text="Pour confirmer").inner_text())[-14:])
    await officer.get_by_role("button", name="Effacer cette personne").click()
    await expect(officer.get_by_role("status")).to_be_visible()
    assert await hall.count(models.Participant) == 0
    assert await hall.count(models.Address) == 0
    assert await hall.count(models.Idea, models.Idea.participant_id.is_(None)) == 1
