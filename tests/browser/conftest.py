"""A simulator page in Chromium, over the scripted town."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.web.app import build_app
from tests.browser.office import PATIENCE, Desktop
from tests.needs import find_chromium
from tests.unit.console.office import Office
from tests.unit.web.town import Town, services

#: Chromium without its own network traffic, in a container too.
OPTIONS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

Opens: TypeAlias = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests; each test has a context of its own."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=find_chromium(), args=OPTIONS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def town() -> Town:
    """A town that nobody has written to."""
    return Town()


@pytest_asyncio.fixture(loop_scope="session")
async def server(town: Town, tmp_path: Path) -> AsyncIterator[TestServer]:
    """The front, on a free port of this machine."""
    started = TestServer(build_app(services(town, tmp_path / "files")))
    await started.start_server()
    yield started
    town.feed.close()
    await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, server: TestServer) -> AsyncIterator[Opens]:
    """Open the page with a context's options; a complaint of its scripts or its policy is a failure."""
    complaints: list[str] = []

    async def open_page(path: str = "/simulator", **options: object) -> Page:
        context = await browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})  # type: ignore[arg-type]
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(str(server.make_url(path)))
        return page

    yield open_page
    for context in browser.contexts:
        await context.close()
    # an answer that is not 200 is what some tests are about
    assert [said for said in complaints if not said.startswith("Failed to load resource")] == []


@pytest_asyncio.fixture(loop_scope="session")
async def page(visit: Opens) -> Page:
    """The page as a newcomer sees it, on a wide screen."""
    return await visit()


@pytest_asyncio.fixture(loop_scope="session")
async def office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """The console of the demo town, on a free port of this machine."""
    async with Office(sqlite_url, tmp_path / "data") as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def desktop(browser: Browser, office: Office) -> AsyncIterator[Desktop]:
    """Browsers on that console."""
    async with Desktop(browser, office) as opened:
        yield opened
