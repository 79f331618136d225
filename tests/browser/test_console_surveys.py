"""Can an officer write a survey and try it in a few gestures, with or without JavaScript, on any screen?"""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from bot.console.role import Role
from tests.browser.office import EACH_LOOK, LOOKS, Desktop, overflow, violations
from tests.unit.console.surveys.answering import answer
from tests.unit.console.surveys.pages import Editor

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]

PASTED = """Avez-vous pris le bus de nuit ?
- Souvent
- Jamais

Recommandez-vous le bus ? (0-10)

Un mot de plus ? (facultatif)"""
GIVEN = {
    "pris_bus_nuit": ("choice", "souvent"),
    "recommandez_bus": ("scale", 9),
    "mot_plus": ("text", "des <b>bus</b>"),
}


async def written(desktop: Desktop) -> str:
    """Return the name of an open survey that some people answered."""
    editor = Editor(desktop.office, await desktop.office.as_(Role.EDITOR))
    name = await editor.begin(pasted=PASTED)
    await editor.send(f"/surveys/{name}/publish", 303, falls_back="yes")
    await answer(desktop.office, name, [GIVEN] * 8)
    return name


async def begin(page: Page, desktop: Desktop) -> int:
    """Write a survey of three questions from the home page; return how many gestures it took."""
    await page.goto(f"{desktop.origin}/console/")
    await page.get_by_role("link", name="Enquêtes").click()
    await page.get_by_role("link", name="Nouvelle enquête").first.click()
    await page.get_by_label("Titre").fill("Le bus de nuit")
    await page.get_by_label("Vos questions").fill(PASTED)
    await page.get_by_role("button", name="Commencer").click()
    await expect(page.locator("#phone")).to_contain_text("1/3 · Avez-vous pris le bus de nuit ?")
    return 5


async def test_a_survey_is_written_and_played_in_ten_gestures(desktop: Desktop) -> None:
    page = await desktop.page(Role.EDITOR)
    gestures = await begin(page, desktop)
    phone = page.locator("#phone")
    await phone.get_by_role("button", name="Souvent").click()
    await expect(phone).to_contain_text("2/3 · Recommandez-vous le bus ?")
    await phone.get_by_role("button", name="SMS").click()
    await expect(phone).to_contain_text("1 SMS")
    await phone.get_by_label("Votre réponse").fill("huit")
    await page.keyboard.press("Enter")
    await expect(phone).to_contain_text("3/3 Un mot de plus ?")
    await expect(phone.locator(".bubble.me").first).to_have_text("Souvent")
    await page.get_by_label("Ouvrir quand même").check()
    await page.get_by_role("button", name="Ouvrir l'enquête").click()
    await expect(page.get_by_role("status")).to_contain_text("L'enquête est ouverte")
    assert gestures + 6 <= 11


async def test_it_all_works_without_javascript(desktop: Desktop) -> None:
    page = await desktop.page(Role.EDITOR, java_script_enabled=False)
    await begin(page, desktop)
    await page.get_by_role("link", name="Modifier Recommandez-vous").click()
    await page.get_by_label("Poser seulement si").select_option("pris_bus_nuit|is|souvent")
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(
        page.get_by_text("seulement si « Avez-vous pris le bus de nuit ? » : Souvent")
    ).to_be_visible()
    await page.locator("#phone").get_by_role("button", name="Jamais").click()
    await expect(page.locator("#phone")).to_contain_text("3/3 · Un mot de plus ?")
    await page.get_by_role("button", name="Monter Un mot de plus ?").click()
    await expect(page.locator(".asks h3")).to_have_text(
        [re.compile("Avez"), re.compile("Un mot"), re.compile("Reco")]
    )


async def test_figures_grow_by_themselves(desktop: Desktop) -> None:
    name = await written(desktop)
    page = await desktop.page(Role.ANALYST)
    await page.clock.install()
    await page.goto(f"{desktop.origin}/console/surveys/{name}/results")
    await expect(page.locator(".counts")).to_contain_text("Ont fini8")
    await expect(page.locator(".chart svg").first).to_be_visible()
    await answer(desktop.office, name, [GIVEN] * 2)
    await page.clock.run_for(6_000)
    await expect(page.locator(".counts")).to_contain_text("Ont fini10")
    await expect(page.locator(".chart svg").first).to_be_visible()


@pytest.mark.parametrize("look", EACH_LOOK)
async def test_pages_of_surveys_suit_everyone(desktop: Desktop, look: str) -> None:
    name = await written(desktop)
    page = await desktop.page(Role.EDITOR, **LOOKS[look])
    for path in (
        "", "/new", f"/{name}", f"/{name}/questions/pris_bus_nuit", f"/{name}/frame", f"/{name}/translations",
        f"/{name}/results", f"/{name}/answers/mot_plus", f"/{name}/crossing?question=pris_bus_nuit&by=channel",
    ):  # fmt: skip
        await page.goto(f"{desktop.origin}/console/surveys{path}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert await violations(page) == [], path
        assert await overflow(page) <= 0, path
