"""A member of staff who writes surveys: what they see, and what they send."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from tests.unit.console.office import Client, Office


@dataclass(slots=True)
class Editor:
    """A browser at the pages of surveys."""

    office: Office
    browser: Client

    async def see(self, path: str, status: int = 200) -> str:
        """Return a page, read as a person reads it."""
        answer = await self.browser.get(f"/console{path}")
        assert answer.status == status, (path, answer.status, await answer.text())
        return await answer.text()

    async def send(self, path: str, status: int = 303, /, **fields: Any) -> tuple[str, str]:
        """Send a form; return where it leads and the page that it answers."""
        token = {"csrf": self.office.csrf(self.browser)}
        answer = await self.browser.post(f"/console{path}", data=token | fields, allow_redirects=False)
        assert answer.status == status, (path, answer.status, plain(await answer.text())[:2000])
        return answer.headers.get("Location", ""), await answer.text()

    async def begin(self, title: str = "Le bus de nuit", pasted: str = "") -> str:
        """Begin a survey; return its name."""
        where, _ = await self.send("/surveys", title=title, pasted=pasted)
        return where.rpartition("/")[2]


def plain(page: str) -> str:
    """Return the words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split()).replace("\u00a0", " ")


def value(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1])
