"""Somebody who was invited: they choose a password, set up codes, and sign in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import pyotp

from bot.console.invited import invite
from bot.console.role import Role
from tests.unit.console.office import Client, Office

EMAIL, PASSWORD = "camille@ville.example", "un cheval violet sous la pluie"
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
SECRET = re.compile(r'<code class="secret">([^<]+)</code>')
CODES = re.compile(r"<li><code>([^<]+)</code></li>")


@dataclass
class Newcomer:
    """One person with a browser, and an authenticator."""

    office: Office
    browser: Client
    secret: str = ""
    codes: tuple[str, ...] = ()

    async def accept(self, role: Role = Role.EDITOR) -> str:
        """Open an invitation and choose a password; return the page that follows."""
        desk = self.office.desk
        link = await desk.database.transact(lambda u: invite(u, desk, EMAIL, "Camille", role, "operator"))
        path = urlsplit(link).path
        return await self.send(path, password=PASSWORD, again=PASSWORD)

    async def set_up(self) -> str:
        """Read the QR code's key, and send the first code."""
        page = await self.page("/console/first-factor")
        self.secret = found(SECRET, page).replace(" ", "")
        shown = await self.send("/console/first-factor", code=self.code())
        self.codes = tuple(CODES.findall(shown))
        return shown

    async def sign_in(self, password: str = PASSWORD, email: str = EMAIL, following: str = "") -> str:
        """Send address and password."""
        return await self.send("/console/sign-in", email=email, password=password, next=following)

    async def confirm(self, code: str) -> str:
        """Send a second factor."""
        return await self.send("/console/second-factor", code=code)

    def code(self, at: datetime | None = None) -> str:
        """Return what the authenticator shows."""
        return pyotp.TOTP(self.secret).at(at or self.office.clock.now)

    async def page(self, path: str) -> str:
        """Return a page."""
        return await (await self.browser.get(path)).text()

    async def send(self, path: str, **fields: str) -> str:
        """Send a form with the token of the session that the browser has, and return the page that follows."""
        token = self.office.csrf(self.browser) if self.token else ""
        answer = await self.browser.post(path, data={"csrf": token, **fields})
        return await answer.text()

    @property
    def token(self) -> str:
        """The session's token, "" for none."""
        return next((cookie.value for cookie in self.browser.session.cookie_jar if cookie.value), "")


def found(pattern: re.Pattern[str], page: str) -> str:
    """Return what a page holds; it must."""
    match = pattern.search(page)
    assert match, page
    return match[1]
