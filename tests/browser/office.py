"""The console in Chromium: a page of somebody signed in, and what complains."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page

from bot.console.role import Role
from tests.unit.console.office import Office

#: how people look at it
LOOKS: dict[str, dict[str, object]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 360, "height": 740}},
}

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}
AXE = Path(__file__).with_name("axe.min.js")


class Desktop:
    """Browsers on the console of one office; a complaint of a page or of its policy is kept."""

    def __init__(self, browser: Browser, office: Office) -> None:
        self.office = office
        self.complaints: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        #: passkeys want a name, not a number
        self.origin = str(office.server.make_url("")).replace("127.0.0.1", "localhost").rstrip("/")

    async def page(self, role: Role | None = None, **options: object) -> Page:
        """Return a page of a member with this role, signed in; of nobody without."""
        wide = {"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR"}
        context = await self._browser.new_context(**{**wide, **options})  # type: ignore[arg-type]
        self._contexts.append(context)
        if role is not None:
            token = await self.office.sign_in(role)
            await context.add_cookies([{"name": "palabre", "value": token, "url": self.origin}])
            self.office.clients.append(self.office.browser())
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    async def close(self) -> None:
        """Close every page; none may have complained, but of answers that are not 200."""
        for context in self._contexts:
            await context.close()
        said = [one for one in self.complaints if not one.startswith("Failed to load resource")]
        assert said == [], said


async def violations(page: Page) -> list[str]:
    """Return what axe-core finds, one line each."""
    await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("rules => axe.run(document, rules)", RULES)
    return [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]


async def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
