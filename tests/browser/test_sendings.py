"""Can staff compose a sending, build an audience and follow it, in Chromium, by sight or not, on any screen?"""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from bot.console.role import Role
from bot.scheduler.releasing import go_on
from bot.scheduler.steering import pause
from tests.browser.office import EACH_LOOK, LOOKS, Desktop, overflow, violations
from tests.unit.console.sendings.crowd import keep_usual_hours, open_survey, settle

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("look", EACH_LOOK)
async def test_pages_of_sendings_suit_everyone(desktop: Desktop, look: str) -> None:
    await settle(desktop.office, *(f"sms-{n}" for n in range(8)))
    await open_survey(desktop.office)
    page = await desktop.page(Role.EDITOR, **LOOKS[look])
    at = f"{desktop.origin}/console/sendings"
    for path in ("", "/calendar", "/new?survey=langue", "/segments", "/segments/new", "/lost", "/phone"):
        await page.goto(f"{at}{path}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert await violations(page) == [], path
        assert await overflow(page) <= 0, path


@pytest.mark.parametrize("look", [one for one in EACH_LOOK if one.values != ("narrow",)])
async def test_today_without_sending_can_be_read(desktop: Desktop, look: str) -> None:
    keep_usual_hours(desktop.office)
    # a Sunday
    desktop.office.clock.pass_by(days=6)
    page = await desktop.page(Role.EDITOR, **LOOKS[look])
    await page.goto(f"{desktop.origin}/console/sendings/calendar")
    day = page.locator(".today.shut .day")
    sign = await day.evaluate("it => getComputedStyle(it, '::after').color")
    assert sign == await day.evaluate("it => getComputedStyle(it).color")


@pytest.mark.parametrize("look", [one for one in EACH_LOOK if one.values != ("dark",)])
async def test_an_officer_sends_and_follows(desktop: Desktop, look: str) -> None:
    office = desktop.office
    await settle(office, *(f"sms-{n}" for n in range(8)))
    page = await desktop.page(Role.EDITOR, **LOOKS[look])
    await page.goto(f"{desktop.origin}/console/sendings/new")
    await page.get_by_label("Nom de l'envoi").fill("Piscine")
    await page.get_by_label("Texte (français)").fill("La piscine rouvre lundi.")
    await expect(page.locator("#f-text_fr-count")).to_have_text("24 sur 600 caractères")
    await expect(page.locator("#preview")).to_contain_text("8 personnes le recevraient")
    await expect(page.locator("#parts-fr")).to_have_text(
        "1 SMS par personne, avec le nom de la commune et « STOP »."
    )
    await page.get_by_label("Un public choisi ici").check()
    await page.get_by_label("Condition à ajouter").select_option("silent_days")
    await page.get_by_role("button", name="Ajouter cette condition").click()
    await page.get_by_label("Nombre de jours", exact=True).first.fill("10")
    await page.get_by_role("button", name="Continuer", exact=True).last.click()
    await expect(page.locator(".sentence")).to_contain_text("8 personnes recevront ceci dès maintenant")
    assert await violations(page) == []
    assert await overflow(page) <= 0
    await page.get_by_role("button", name="Envoyer", exact=True).click()
    await expect(page).to_have_url(re.compile("/sendings/one/piscine"))
    progress = page.locator("#progress")
    await expect(progress).to_contain_text("en cours")
    # the stream brings what happens meanwhile: the page is not loaded again
    await go_on(office.service.database, office.service.desk, office.clock.now)
    await expect(progress).to_contain_text("8 en route")
    # nor when it becomes another matter: what may be done is what may be done now
    assert await page.get_by_role("button", name="Mettre en pause").count() == 1
    await office.service.database.transact(
        lambda unit: pause(unit, "piscine", "somebody else", office.clock.now)
    )
    await expect(page.get_by_role("button", name="Reprendre")).to_be_visible()
    await expect(page.get_by_role("button", name="Mettre en pause")).to_have_count(0)
    assert await violations(page) == []
    assert await overflow(page) <= 0
