"""Is every page of the console fit for everyone: read aloud, in the dark, on a telephone, light to load, quiet?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Page

from bot.console.role import Role
from storage.ideas import Idea, Words
from storage.unit import Unit
from tests.browser.office import Desktop, overflow, violations
from tests.unit.console.office import NOW, Office
from tests.unit.console.walk import shown_to, walk

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]

#: bytes of the first page with all that it loads (issue 7, point 7)
FIRST = 200_000

CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}


def hand_in(unit: Unit) -> None:
    """Store an idea of a resident, for the pages that show one."""
    (who,) = unit.participants.resolve([("simulator", "sms-lea")], NOW).values()
    words = Words("Un abri à vélos", "Un abri devant la gare", "les vols", "venir à vélo", NOW)
    unit.ideas.add([Idea("idea1", unit.ideas.next_number(), "MOBI-2223", who, words, NOW, theme="mobilite")])


@pytest_asyncio.fixture(loop_scope="session")
async def addresses(office: Office) -> list[str]:
    """Give one address of every page: those that name something are found by following links."""
    await office.service.database.transact(hand_in)
    return await walk(await office.as_(Role.ADMIN))


@pytest_asyncio.fixture(loop_scope="session")
async def page(desktop: Desktop) -> AsyncIterator[Page]:
    """Give the page of an administrator."""
    yield await desktop.page(Role.ADMIN)


async def look(page: Page, address: str) -> list[str]:
    """Return all that is wrong with a page: in the light, in the dark, at 360 pixels."""
    await page.emulate_media(color_scheme="light")
    await page.set_viewport_size({"width": 1280, "height": 900})
    await page.goto(address)
    wrong = await violations(page)
    await page.emulate_media(color_scheme="dark")
    dark = await page.evaluate("rules => axe.run(document, rules)", CONTRAST)
    wrong += [f"dark: {node['html'][:120]}" for found in dark["violations"] for node in found["nodes"]]
    await page.set_viewport_size({"width": 360, "height": 740})
    if (wide := await overflow(page)) > 0:
        wrong.append(f"{wide} px too wide at 360")
    return wrong


async def test_every_page_suits_everyone(desktop: Desktop, page: Page, addresses: list[str]) -> None:
    """What a page's scripts or its content policy complain of fails the fixture `desktop`."""
    assert len(addresses) > 15
    wrong = {}
    for address in addresses:
        if found := await look(page, f"{desktop.origin}{address}"):
            wrong[address] = found
    assert wrong == {}


async def test_pages_that_are_found_are_most_of_them(addresses: list[str]) -> None:
    """Every page whose address names nothing is walked; those that do are where the demo's town has something."""
    plain = {f"/console{route.path}" for route in shown_to(Role.ADMIN) if "{" not in route.path}
    named = [address for address in addresses if address not in plain]
    assert len(named) >= 5, addresses


@pytest.mark.parametrize("path", ["/console/sign-in", "/console/"])
async def test_first_pages_are_light(desktop: Desktop, path: str) -> None:
    page = await desktop.page(Role.ADMIN if path == "/console/" else None)
    wires = await page.context.new_cdp_session(page)
    await wires.send("Network.enable")
    sizes: list[int] = []
    wires.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    await page.goto(f"{desktop.origin}{path}")
    await page.wait_for_load_state("networkidle")
    assert 2_000 < sum(sizes) <= FIRST, sizes
    assert urlsplit(page.url).path == path


async def test_nothing_comes_from_another_host(desktop: Desktop, addresses: list[str]) -> None:
    page = await desktop.page(Role.ADMIN)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in addresses:
        await page.goto(f"{desktop.origin}{address}")
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {
        urlsplit(desktop.origin).netloc
    }
