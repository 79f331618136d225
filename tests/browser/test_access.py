"""Can everyone use the page: by keyboard, by ear, in the dark, on a small screen?"""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.office import bring_axe
from tests.browser.phones import bubbles, phone, write
from tests.unit.web.town import Town

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}
LOOKS: list[dict[str, object]] = [{}, {"color_scheme": "dark"}]
CONVERSATIONS = [("sms-lea", "long"), ("telegram-lea", "Bonjour"), ("whatsapp-lea", "theme-2")]


async def violations(page: Page) -> list[str]:
    """Return what axe-core finds, one line each."""
    await bring_axe(page)
    found = await page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{v['id']}: {node['html'][:120]} {node['failureSummary']}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element of that name has the focus."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate(
            "n => (document.activeElement.ariaLabel ?? document.activeElement.innerText ?? '').includes(n)",
            name,
        ):
            return
    raise AssertionError(f"Tab never reaches {name}")


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark"])
async def test_axe_finds_nothing(visit: Opens, look: dict[str, object]) -> None:
    page = await visit(**look)
    await page.locator("#new-name").fill("Karim")
    await page.locator("#new-name").press("Enter")
    for address, text in CONVERSATIONS:
        await write(page, address, text)
        await expect(bubbles(page, address)).to_have_count(1)
    await expect(page.locator("[data-table=inbound] tbody tr")).to_have_count(3)
    assert await violations(page) == []
    await phone(page, "whatsapp-lea").locator(".want").click()
    assert await violations(page) == []


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark"])
async def test_axe_finds_nothing_when_narrow(visit: Opens, look: dict[str, object]) -> None:
    page = await visit(viewport={"width": 360, "height": 700}, **look)
    await write(page, "telegram-lea", "Bonjour")
    await expect(bubbles(page, "telegram-lea")).to_have_count(1)
    assert await violations(page) == []
    await page.locator("[data-view=stored]").click()
    await expect(page.locator("[data-table=inbound] tbody tr")).to_have_count(1)
    assert await violations(page) == []


async def test_problem_pages_are_clean(visit: Opens) -> None:
    page = await visit("/nothing")
    await expect(page.get_by_role("heading")).to_be_visible()
    assert await violations(page) == []


async def test_keyboard_alone_plays_a_resident(page: Page, town: Town) -> None:
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip").first).to_be_focused()
    await page.keyboard.press("Enter")
    await tab_to(page, "Écrire sur le téléphone Telegram de Léa")
    await page.keyboard.type("Bonjour")
    await page.keyboard.press("Enter")
    await expect(bubbles(page, "telegram-lea")).to_have_count(1)
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await expect(bubbles(page, "telegram-lea").locator(".option").last).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(bubbles(page, "telegram-lea").last).to_contain_text("Quel est le thème")
    await tab_to(page, "Partager un lieu")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await tab_to(page, "Place du Marché")
    await page.keyboard.press("Enter")
    await expect(phone(page, "telegram-lea").get_by_role("button", name="Partager un lieu")).to_be_focused()
    await expect(bubbles(page, "telegram-lea").last).to_contain_text("Place du Marché")
    assert [(m.text, m.choice, bool(m.point)) for m in town.received] == [
        ("Bonjour", None, False),
        ("", "idea", False),
        ("", None, True),
    ]


async def test_focus_is_always_visible(page: Page) -> None:
    bare = """() => { const style = getComputedStyle(document.activeElement.closest('.attach') ?? document.activeElement);
      return style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 ? document.activeElement.outerHTML : null }"""
    seen = 0
    for _ in range(30):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement !== document.body"):
            seen += 1
            assert await page.evaluate(bare) is None
    assert seen > 20


async def test_replies_are_announced(page: Page) -> None:
    log = page.get_by_role("log", name="Conversation SMS de Léa")
    await expect(log).to_have_attribute("aria-live", "polite")
    await write(page, "sms-lea", "ok")
    await expect(log).to_contain_text("La mairie : Vous avez dit : ok")
    await expect(phone(page, "sms-lea").locator("textarea")).to_be_focused()


async def test_long_words_stay_on_the_phone(visit: Opens) -> None:
    page = await visit(viewport={"width": 360, "height": 700})
    await page.locator("[data-view=sms-lea]").click()
    await write(page, "sms-lea", "a" * 3000)
    await expect(bubbles(page, "sms-lea").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await page.locator("[data-view=stored]").click()
    await expect(page.locator("[data-table=inbound]")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
