"""Can one play a resident on every channel?"""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.phones import bubbles, phone, write
from tests.unit.web.town import Town

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]

HOSTILE = "<img src=x onerror=alert(1)><b>gras</b>"
#: A picture of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


async def test_starter_begins_a_conversation(page: Page) -> None:
    sms = phone(page, "sms-lea")
    await sms.get_by_role("button", name="jveu proposer").click()
    await expect(bubbles(page, "sms-lea")).to_have_count(2)
    await expect(bubbles(page, "sms-lea").last).to_contain_text("1/3 Votre solution")
    await expect(sms.locator(".mine .stamp")).to_have_attribute("data-status", "envoyé")
    await expect(sms.locator(".starters")).to_be_hidden()


async def test_telegram_button_sends_its_choice(page: Page, town: Town) -> None:
    await write(page, "telegram-lea", "Bonjour")
    await bubbles(page, "telegram-lea").get_by_role("button", name="Proposer une idée").click()
    await expect(bubbles(page, "telegram-lea").last).to_contain_text("Quel est le thème")
    await expect(bubbles(page, "telegram-lea").first.locator(".option-chosen")).to_have_text("choisi")
    assert town.received[-1].choice == "idea"


async def test_whatsapp_list_sends_its_row(page: Page, town: Town) -> None:
    await write(page, "whatsapp-lea", "idea")
    await bubbles(page, "whatsapp-lea").get_by_role("button", name="Voir les choix (5)").click()
    await page.get_by_role("dialog").get_by_role("button", name="Écoles").click()
    await expect(phone(page, "whatsapp-lea").locator(".mine").last).to_contain_text("Écoles")
    await expect(bubbles(page, "whatsapp-lea").last).to_contain_text("Où est-ce ?")
    assert town.received[-1].choice == "theme-2"


async def test_wanted_place_can_be_shared(page: Page, town: Town) -> None:
    await write(page, "whatsapp-lea", "theme-2")
    await phone(page, "whatsapp-lea").locator(".want").click()
    await page.get_by_role("dialog").get_by_role("button", name="Place du Marché").click()
    await expect(bubbles(page, "whatsapp-lea").last).to_contain_text("C'est noté : Place du Marché")
    await expect(phone(page, "whatsapp-lea").locator(".want")).to_have_count(0)
    assert town.received[-1].point is not None


async def test_coordinates_can_be_typed(page: Page, town: Town) -> None:
    await phone(page, "telegram-lea").get_by_role("button", name="Partager un lieu").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Latitude").fill("48.5")
    await dialog.get_by_label("Longitude").fill("-4.25")
    await dialog.get_by_role("button", name="Partager", exact=True).click()
    await expect(bubbles(page, "telegram-lea").last).to_contain_text("48.5")
    point = town.received[-1].point
    assert point
    assert (point.latitude, point.longitude) == (48.5, -4.25)


async def test_photo_is_uploaded_and_shown(page: Page, town: Town, tmp_path: Path) -> None:
    picture = {"name": "cour <b>.png", "mimeType": "image/png", "buffer": PIXEL}
    await phone(page, "telegram-lea").locator("input[type=file]").set_input_files(picture)  # type: ignore[arg-type]
    await expect(bubbles(page, "telegram-lea").last).to_contain_text("Merci pour cour <b>.png.")
    image = phone(page, "telegram-lea").locator(".mine img")
    await expect(image).to_have_js_property("naturalWidth", 1)
    await expect(image).to_have_attribute("alt", "Photo\u00a0: cour <b>.png")
    assert town.received[-1].attachments[0].media_type == "image/png"


async def test_sms_offers_words_alone(page: Page) -> None:
    sms = phone(page, "sms-lea")
    await expect(sms.locator("input[type=file]")).to_have_count(0)
    await write(page, "sms-lea", "theme-2")
    await expect(bubbles(page, "sms-lea")).to_have_count(1)
    await expect(sms.locator(".want")).to_have_count(0)


async def test_sms_menu_is_numbered(page: Page, town: Town) -> None:
    await write(page, "sms-lea", "Bonjour")
    await expect(bubbles(page, "sms-lea").last).to_contain_text("1 Proposer une idée")
    await expect(bubbles(page, "sms-lea").locator("button")).to_have_count(0)


async def test_arabic_reads_from_the_right(page: Page) -> None:
    await write(page, "telegram-lea", "مرحبا")
    words = bubbles(page, "telegram-lea").locator(".words")
    await expect(words).to_have_attribute("dir", "rtl")
    await expect(words).to_have_css("direction", "rtl")
    await expect(bubbles(page, "telegram-lea").locator(".option")).to_have_text(["نعم", "لا"])


async def test_markup_is_only_text(page: Page) -> None:
    await page.locator("#new-name").fill(HOSTILE)
    await page.locator("#new-name").press("Enter")
    await expect(page.locator("h2", has_text=HOSTILE)).to_be_visible()
    await write(page, "sms-lea", HOSTILE)
    await expect(bubbles(page, "sms-lea").last).to_contain_text(HOSTILE)
    await page.locator("#stored-of").select_option("lea")
    await expect(page.locator("[data-table=inbound]")).to_contain_text(HOSTILE)
    await expect(page.locator("img[src=x]")).to_have_count(0)


async def test_reload_finds_everything_again(page: Page) -> None:
    await write(page, "telegram-lea", "Bonjour")
    await bubbles(page, "telegram-lea").get_by_role("button", name="Plus tard").click()
    await expect(bubbles(page, "telegram-lea")).to_have_count(2)
    await page.reload()
    await expect(bubbles(page, "telegram-lea")).to_have_count(2)
    await expect(phone(page, "telegram-lea").locator(".mine").last).to_contain_text("Plus tard")


async def test_failed_message_can_be_sent_again(visit: Opens, server: TestServer, town: Town) -> None:
    page = await visit()
    await page.route("**/simulator/messages", lambda route: route.fulfill(status=503, body="{}"), times=1)
    await write(page, "sms-lea", "bonjour")
    mine = phone(page, "sms-lea").locator(".mine")
    await expect(mine.locator(".stamp")).to_have_attribute("data-status", "Pas parti.")
    await mine.get_by_role("button", name="Réessayer").click()
    await expect(bubbles(page, "sms-lea")).to_have_count(1)
    assert len(town.received) == 1


async def test_page_catches_up_after_a_cut(page: Page, town: Town) -> None:
    await write(page, "sms-lea", "un")
    await expect(bubbles(page, "sms-lea")).to_have_count(1)
    await page.wait_for_function(
        "performance.getEntriesByType('resource').some(r => r.name.endsWith('stored?address=sms-lea'))"
    )
    town.feed.close()
    await write(page, "sms-lea", "deux")
    await expect(bubbles(page, "sms-lea")).to_have_count(2)
    await expect(page.locator("#connection")).to_be_hidden()
