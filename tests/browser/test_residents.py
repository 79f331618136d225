"""Can one play several residents, and see what is stored of each?"""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.phones import bubbles, phone, write
from tests.unit.web.town import Town

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]


async def test_resident_can_be_added_and_removed(page: Page, town: Town) -> None:
    await page.get_by_label("Ajouter un habitant").fill("Zoé d'Arc")
    await page.get_by_role("button", name="Ajouter").click()
    await expect(page.locator(".phone")).to_have_count(6)
    await expect(phone(page, "telegram-zoe-d-arc").locator("textarea")).to_be_focused()
    await write(page, "sms-zoe-d-arc", "ok")
    await expect(bubbles(page, "sms-zoe-d-arc")).to_have_count(1)
    assert town.received[0].profile.first_name == "Zoé d'Arc"
    await page.get_by_role("button", name="Retirer Zoé d'Arc").click()
    await expect(page.locator(".phone")).to_have_count(3)


async def test_same_name_twice_is_two_people(page: Page) -> None:
    for _ in range(2):
        await page.locator("#new-name").fill("مريم")
        await page.locator("#new-name").press("Enter")
    addresses = await page.locator(".phone").evaluate_all("all => all.map(p => p.dataset.address)")
    assert len(set(addresses)) == 9


async def test_channels_open_and_close(page: Page) -> None:
    await page.get_by_role("button", name="WhatsApp", exact=True).click()
    await expect(page.locator(".phone")).to_have_count(2)
    await expect(page.get_by_role("button", name="WhatsApp", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )
    await page.reload()
    await expect(page.locator(".phone")).to_have_count(2)
    await page.get_by_role("button", name="WhatsApp", exact=True).click()
    titles = page.locator(".phone h3")
    await expect(titles).to_have_text(["Telegram", "WhatsApp", "SMS"])


async def test_stored_rows_follow_the_turns(page: Page) -> None:
    panel = page.locator("#stored")
    await expect(panel).to_contain_text("Rien encore.")
    await write(page, "sms-lea", "des arceaux")
    await expect(panel.locator("[data-table=answers]")).to_contain_text("des arceaux")
    await expect(panel.locator("[data-table=ideas]")).to_contain_text("Versions")
    await write(page, "sms-lea", "pour les vélos")
    inbound = panel.locator("[data-table=inbound] tbody tr")
    await expect(inbound).to_have_count(2)
    await expect(inbound.filter(has_text="pour les vélos").locator(".fresh")).to_have_text("nouveau")
    await expect(inbound.filter(has_text="des arceaux").locator(".fresh")).to_have_count(0)


async def test_stored_shows_one_resident(page: Page) -> None:
    await write(page, "sms-lea", "des arceaux")
    await page.locator("#new-name").fill("Karim")
    await page.locator("#new-name").press("Enter")
    await expect(page.locator("#stored-of")).to_have_value("karim")
    await expect(page.locator("#stored")).to_contain_text("Rien encore.")
    await phone(page, "sms-lea").locator("textarea").focus()
    await expect(page.locator("#stored-of")).to_have_value("lea")
    await expect(page.locator("[data-table=inbound]")).to_contain_text("des arceaux")


async def test_page_speaks_english(visit: Opens) -> None:
    page = await visit("/simulator?lang=en")
    await expect(page.locator("#stored h2")).to_have_text("What was stored")
    await expect(page.get_by_label("Write on Léa's SMS phone")).to_be_visible()
    text = await page.locator("body").inner_text()
    assert "enregistré" not in text
    assert "Envoyer" not in text


async def test_narrow_screen_shows_one_phone(visit: Opens) -> None:
    page = await visit(viewport={"width": 360, "height": 700})
    await expect(page.locator(".phone:visible")).to_have_count(1)
    await page.get_by_role("button", name="Léa · SMS").click()
    await write(page, "sms-lea", "ok")
    await expect(bubbles(page, "sms-lea").last).to_be_in_viewport()
    await page.get_by_role("button", name="Ce qui a été enregistré").click()
    await expect(page.locator(".phone:visible")).to_have_count(0)
    await expect(page.locator("[data-table=inbound]")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
