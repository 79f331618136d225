"""Does a phone show where one is, break words that are longer than its screen, and count what is typed?"""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from bot.console.role import Role
from tests.browser.office import LOOKS, Desktop, overflow, violations
from tests.unit.console.ideas.proposals import propose
from tests.unit.console.office import Office
from tests.unit.console.sendings.crowd import NEWS, send, settle

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]

#: a word and an address of a hundred letters, as residents paste them
WORD, ADDRESS = "anticonstitutionnellement" * 4, "https://ville.example/" + "une-longue-adresse/" * 6


async def test_long_words_are_broken(office: Office, desktop: Desktop) -> None:
    await settle(office, "sms-lea")
    texts = {"solution": f"{WORD} {ADDRESS}", "problem": ADDRESS, "benefit": WORD}
    idea = await propose(office, title=WORD, state="published", **texts)
    await propose(office, title=ADDRESS, state="submitted", **texts)
    staff = await office.as_(Role.ADMIN)
    await send(office, staff, f"/ideas/{idea.reference}/notes", text=WORD + ADDRESS)
    await send(office, staff, "/sendings/confirm", **NEWS | {"text_fr": WORD + ADDRESS})
    page = await desktop.page(Role.ADMIN, **LOOKS["narrow"])
    wide = {}
    for path in (
        "/",
        "/ideas",
        f"/ideas/{idea.reference}",
        "/moderation",
        "/sendings/one/piscine",
        "/journal",
    ):
        await page.goto(f"{desktop.origin}/console{path}")
        await page.wait_for_load_state("networkidle")
        wide[path] = await overflow(page)
    assert {path: by for path, by in wide.items() if by > 0} == {}


async def test_the_bar_shows_where_one_is(desktop: Desktop) -> None:
    page = await desktop.page(Role.ADMIN, **LOOKS["narrow"])
    for path, named in (("/", "Accueil"), ("/conversations", "Conversations"), ("/journal", "Journal")):
        await page.goto(f"{desktop.origin}/console{path}")
        here = page.locator(".bar nav [aria-current=page]")
        await expect(here).to_have_text(named)
        await expect(here).to_be_in_viewport(ratio=1)


async def test_what_is_too_long_is_told_while_typed(office: Office, desktop: Desktop) -> None:
    await settle(office, "sms-lea")
    idea = await propose(office, state="published")
    page = await desktop.page(Role.ADMIN)
    await page.goto(f"{desktop.origin}/console/ideas/{idea.reference}")
    field, count = page.locator("#f-answer"), page.locator("#f-answer-count")
    await expect(count).to_have_text(re.compile(r"^0 sur 1.500 caractères$"))
    await field.fill("é" * 1_501)
    await expect(count).to_contain_text("trop long")
    assert len(await field.input_value()) == 1_501
    assert await violations(page) == []
    await field.fill("Les travaux commencent en mai.")
    await expect(count).to_have_text(re.compile(r"^30 sur 1.500 caractères"))
    await expect(field).not_to_have_attribute("aria-invalid", "true")


async def test_what_is_missing_is_said_in_french(desktop: Desktop) -> None:
    """Chromium's own sentence is English here; the field's is the console's."""
    page = await desktop.page(Role.ADMIN)
    await page.goto(f"{desktop.origin}/console/participants/import")
    await page.locator("main form button").last.click()
    name = page.locator("#f-origin")
    assert await name.evaluate("field => field.validationMessage") == "Remplissez ce champ."
    await name.fill("Forum des associations")
    assert await name.evaluate("field => field.validationMessage") == ""


async def test_back_after_scheduling_sends_nothing(office: Office, desktop: Desktop) -> None:
    await settle(office, "sms-lea")
    page = await desktop.page(Role.ADMIN)
    await page.goto(f"{desktop.origin}/console/sendings/new")
    await page.fill("#f-name", "Piscine")
    await page.fill("#f-text_fr", "La piscine rouvre lundi.")
    await page.get_by_role("button", name="Continuer").last.click()
    await page.locator("form[action='/console/sendings/confirm'] button").first.click()
    await expect(page).to_have_url(re.compile("/sendings/one/piscine"))
    await page.reload()
    await expect(page).to_have_url(re.compile("/sendings/one/piscine"))
    # the page before is read again: it says that the name is taken, and sends nothing
    await page.go_back()
    await expect(page.locator("h1")).to_be_visible()
    assert "kept=" in page.url
    assert len(await office.service.database.read(lambda unit: unit.broadcasts.all())) == 1


async def test_a_part_that_htmx_changes_writes_no_style(desktop: Desktop) -> None:
    """A box that somebody pulled larger carries a style: htmx would write it as an attribute, which the policy refuses."""
    page = await desktop.page(Role.ADMIN)
    await page.goto(f"{desktop.origin}/console/sendings/new")
    await page.evaluate("document.querySelector('#builder').style.minHeight = '300px'")
    await page.locator("input[name=who][value=here]").check(force=True)
    await page.locator("button[value='grow r']").click()
    await expect(page.locator("#builder fieldset.piece")).to_have_count(1)
