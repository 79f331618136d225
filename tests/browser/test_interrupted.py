"""Does a page that asks for its preview by itself keep what is typed, when the session ended meanwhile?"""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.console.role import Role
from bot.console.session import IDLE
from tests.browser.office import Desktop

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]


async def test_typing_after_the_session_loses_nothing(desktop: Desktop) -> None:
    page = await desktop.page(Role.EDITOR)
    await page.goto(f"{desktop.origin}/console/sendings/new")
    desktop.office.clock.now += IDLE
    await page.get_by_label("Texte (français)").fill("La piscine rouvre lundi.")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
    await expect(page.get_by_text("ce que vous veniez d'écrire est gardé")).to_be_visible()


async def test_another_sign_in_loses_nothing(desktop: Desktop) -> None:
    page = await desktop.page(Role.EDITOR)
    await page.goto(f"{desktop.origin}/console/sendings/new")
    # in another tab of this browser, somebody signed in anew
    token = await desktop.office.sign_in(Role.EDITOR)
    await page.context.add_cookies([{"name": "palabre", "value": token, "url": desktop.origin}])
    await page.get_by_label("Texte (français)").fill("La piscine rouvre lundi.")
    await page.get_by_role("button", name="Reprendre").click()
    await expect(page.get_by_label("Texte (français)")).to_have_value("La piscine rouvre lundi.")
