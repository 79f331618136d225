"""Can staff sign up, sign in and find their way, by keyboard, in the dark, on a small screen?"""

from __future__ import annotations

import re

import pyotp
import pytest
from playwright.async_api import Page, expect

from bot.console.invited import invite
from bot.console.role import Role
from tests.browser.office import EACH_LOOK, LOOKS, Desktop, overflow, violations
from tests.unit.console.newcomer import EMAIL, PASSWORD

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]


async def invitation(desktop: Desktop) -> str:
    """Return the address of an invitation."""
    desk = desktop.office.desk
    link = await desk.database.transact(lambda u: invite(u, desk, EMAIL, "Camille", Role.EDITOR, "operator"))
    return desktop.origin + link.removeprefix(desk.url)


async def sign_up(desktop: Desktop, page: Page) -> pyotp.TOTP:
    """Follow an invitation to the end; return the authenticator."""
    await page.goto(await invitation(desktop))
    await page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    await page.get_by_label("Le même").fill(PASSWORD)
    await page.get_by_role("button", name="Continuer").click()
    secret = (await page.locator("code.secret").inner_text()).replace(" ", "")
    totp = pyotp.TOTP(secret)
    await page.get_by_label("Code à 6 chiffres").fill(totp.at(desktop.office.clock.now))
    await page.get_by_role("button", name="Terminer").click()
    await expect(page.locator(".codes li")).to_have_count(10)
    await page.get_by_role("link", name="Je les ai gardés").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Accueil")
    return totp


async def give_password(page: Page) -> None:
    await page.get_by_label("Adresse").fill(EMAIL)
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    await page.get_by_role("button", name="Continuer").click()


async def test_invited_people_sign_up_and_in(desktop: Desktop) -> None:
    page = await desktop.page()
    totp = await sign_up(desktop, page)
    await page.get_by_role("button", name="Se déconnecter").click()
    desktop.office.clock.pass_by(minutes=1)
    await page.goto(f"{desktop.origin}/console/account")
    await expect(page).to_have_url(re.compile("/console/sign-in"))
    await give_password(page)
    await page.get_by_label("Code à 6 chiffres").fill(totp.at(desktop.office.clock.now))
    await page.get_by_role("button", name="Continuer").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mon compte")


async def test_a_passkey_stands_in_for_the_code(desktop: Desktop) -> None:
    page = await desktop.page()
    wires = await page.context.new_cdp_session(page)
    await wires.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    await wires.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    await sign_up(desktop, page)
    await page.goto(f"{desktop.origin}/console/account")
    added = page.locator("form[data-passkey=create]")
    await added.get_by_label("Nom de la clé").fill("Portable de Camille")
    await added.get_by_label("Mot de passe actuel").fill(PASSWORD)
    await added.get_by_role("button").click()
    await expect(page.get_by_role("status")).to_be_visible()
    await expect(page.get_by_text("Portable de Camille ·")).to_be_visible()
    await page.get_by_role("button", name="Se déconnecter").click()
    await page.goto(f"{desktop.origin}/console/sign-in")
    await give_password(page)
    await page.get_by_role("button", name="Utiliser ma clé").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Accueil")


@pytest.mark.parametrize("look", EACH_LOOK)
async def test_pages_of_signing_in_suit_everyone(desktop: Desktop, look: str) -> None:
    page = await desktop.page(None, **LOOKS[look])
    await page.goto(await invitation(desktop))
    assert await violations(page) == []
    await page.get_by_label("Mot de passe", exact=True).fill("motdepasse123")
    await page.get_by_label("Le même").fill("motdepasse123")
    await page.get_by_role("button", name="Continuer").click()
    await expect(page.get_by_text("se devine trop vite")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    await page.get_by_label("Le même").fill(PASSWORD)
    await page.get_by_role("button", name="Continuer").click()
    # the next page is there, with its styles
    await expect(page.get_by_label("Mot de passe", exact=True)).to_have_count(0)
    await page.wait_for_load_state("load")
    assert await violations(page) == []
    assert await overflow(page) <= 0
    await page.goto(f"{desktop.origin}/console/sign-in")
    assert await violations(page) == []
    assert await overflow(page) <= 0


@pytest.mark.parametrize("look", EACH_LOOK)
@pytest.mark.parametrize("path", ["/", "/account", "/nothing"])
async def test_pages_suit_everyone(desktop: Desktop, look: str, path: str) -> None:
    page = await desktop.page(Role.ADMIN, **LOOKS[look])
    await page.goto(f"{desktop.origin}/console{path}")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert await violations(page) == []
    assert await overflow(page) <= 0


async def test_the_keyboard_begins_at_the_content(desktop: Desktop) -> None:
    page = await desktop.page(Role.ADMIN)
    await page.goto(f"{desktop.origin}/console/")
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_be_focused()
