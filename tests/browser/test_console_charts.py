"""Do charts and maps draw themselves under the console's content policy, each chart beside its table?"""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from bot.console.desk import desk_of
from bot.console.drawing import DRAWING
from bot.console.role import EVERYONE, Role
from bot.console.route import get
from bot.console.table import ROUTES
from bot.console.visit import visit_of
from tests.browser.office import EACH_LOOK, LOOKS, Desktop, overflow, violations
from tests.unit.console.office import Office

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]

HEADS = ("Jour", "SMS", "Telegram", "WhatsApp")
ROWS = [(f"{day} sept.", day % 4, day % 7 + 2, None if day == 3 else day % 3) for day in range(1, 15)]
PAGE = """
{% extends "layout.html" %}{% import "macros.html" as m with context %}
{% block title %}Essai{% endblock %}{% block head %}{{ m.chart_head() }}{{ m.map_head() }}{% endblock %}
{% block content %}<h1>Essai</h1><div class="grid">
{% for kind in ("line", "bar", "stacked", "rows") %}{{ m.chart(kind, "Messages " ~ kind, heads, rows, "Voir les chiffres") }}{% endfor %}
</div><div id="map" class="map" role="group" aria-label="Carte"></div>{% endblock %}
"""


async def show(request: web.Request) -> web.Response:
    drawing, visit = request.app[DRAWING], visit_of(request)
    text = drawing._templates.from_string(PAGE).render(
        w=drawing.words["fr"], visit=visit, csrf=visit.csrf, language="fr", nav=[], flash="", path="/console/try",
        territory=desk_of(request).territory, timezone=desk_of(request).timezone, heads=HEADS, rows=ROWS,
    )  # fmt: skip
    return web.Response(text=text, content_type="text/html")


@pytest.mark.parametrize("look", EACH_LOOK)
async def test_charts_and_maps_obey_the_policy(
    browser: Browser, sqlite_url: str, tmp_path: Path, look: str
) -> None:
    routes = (*ROUTES, get("/try", show, EVERYONE))
    async with Office(sqlite_url, tmp_path / "data", routes) as office, Desktop(browser, office) as desktop:
        await look_at_charts(desktop, look)


async def look_at_charts(desktop: Desktop, look: str) -> None:
    """Open the page of charts and a map, and ask everything of it."""
    page = await desktop.page(Role.ANALYST, **LOOKS[look])
    await page.goto(f"{desktop.origin}/console/try")
    await expect(page.locator(".drawn svg")).to_have_count(4)
    await page.evaluate("L.map('map').setView([48.1, 4.2], 12).addLayer(L.marker([48.1, 4.2], {alt: 'Ici'}))")
    await expect(page.get_by_alt_text("Ici")).to_be_visible()
    assert await page.locator(".drawn .ct-bar").first.evaluate("e => getComputedStyle(e).stroke") != "none"
    assert await violations(page) == []
    assert await overflow(page) <= 0
    await look_at_paper(page)


async def look_at_paper(page: Page) -> None:
    """Print the page: charts are whole on any width, figures are beside them, letters are dark."""
    sizes = "all => all.map(it => [it.viewBox.baseVal.width, it.parentElement.clientWidth])"
    for drawn, room in await page.locator(".drawn svg").evaluate_all(sizes):
        assert abs(drawn - room) <= 1
    await page.emulate_media(media="print")
    tables, opened = page.locator("figure.chart table"), page.locator("figure.chart details[open]")
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert [await table.is_visible() for table in await tables.all()] == [True] * 4
    assert await page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 37, 38)"
    await expect(page.get_by_role("navigation")).to_be_hidden()
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    await expect(opened).to_have_count(0)
