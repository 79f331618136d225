"""The console in Chromium: a page of somebody signed in, and what complains."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

import pytest
from playwright.async_api import Browser, Page

from bot.console.role import Role
from tests.unit.console.office import Office

#: how people look at it
LOOKS: dict[str, dict[str, object]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 360, "height": 740}},
}

#: the looks that one page after the other is given: `test_whole_console.py` gives all of them to every page each time
EACH_LOOK = [pytest.param(look, marks=() if look == "narrow" else pytest.mark.proof) for look in LOOKS]

#: milliseconds that a page may take on a machine that does much else
PATIENCE = 30_000

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}
AXE = Path(__file__).with_name("axe.min.js")


class Desktop:
    """Browsers on the console of one office; at the end of `async with` no page or policy may have complained."""

    def __init__(self, browser: Browser, office: Office) -> None:
        self.office = office
        self.complaints: list[str] = []
        self._browser = browser
        self._opened = AsyncExitStack()
        #: passkeys want a name, not a number
        self.origin = str(office.server.make_url("")).replace("127.0.0.1", "localhost").rstrip("/")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, failed: type[BaseException] | None, *_: object) -> None:
        await self._opened.aclose()
        # an answer that is not 200 is what some tests are about
        said = [one for one in self.complaints if not one.startswith("Failed to load resource")]
        assert failed or said == [], said

    async def page(self, role: Role | None = None, **options: object) -> Page:
        """Return a page of a member with this role, signed in; of nobody without."""
        wide = {"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR"}
        context = await self._browser.new_context(**{**wide, **options})  # type: ignore[arg-type]
        self._opened.push_async_callback(context.close)
        if role is not None:
            token = await self.office.sign_in(role)
            await context.add_cookies([{"name": "palabre", "value": token, "url": self.origin}])
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page


async def violations(page: Page) -> list[str]:
    """Return what axe-core finds, one line each."""
    await bring_axe(page)
    found = await page.evaluate("rules => axe.run(document, rules)", RULES)
    return [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]


async def bring_axe(page: Page) -> None:
    """Put axe-core 4.14 (MPL 2.0, see axe.LICENSE) into a page and those it opens next: compiling it costs half a second."""
    if not await page.evaluate("'axe' in window"):
        await page.add_init_script(path=AXE)
        await page.evaluate(AXE.read_text("utf-8"))


async def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
