"""Somebody at the settings: a form is read from its page, changed in part, and sent."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from tests.unit.console.office import Client, Office


class FormReader(HTMLParser):
    """Collects what the form of a page would send, when its action is the given one."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action, self._inside, self._area, self._select = action, False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("action") == self._action and given.get("method") == "post"
        if not self._inside:
            return
        if tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
            self.fields[given["name"]] = given.get("value", "")
        if tag == "textarea":
            self._area = given["name"]
            self.fields[self._area] = ""
        if tag == "select":
            self._select = given["name"]
        if tag == "option" and "selected" in given:
            self.fields[self._select] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if tag == "form":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data.lstrip("\n") if not self.fields[self._area] else data


@dataclass(slots=True)
class Clerk:
    """One browser at the console."""

    office: Office
    browser: Client

    async def read(self, path: str) -> dict[str, str]:
        """Return what the form of a page would send."""
        page = await (await self.browser.get(f"/console{path}")).text()
        reader = FormReader(f"/console{path}")
        reader.feed(page)
        assert "csrf" in reader.fields, page
        return reader.fields

    async def send(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form; return status and page, or where the browser is sent."""
        data = {"csrf": self.office.csrf(self.browser), **fields}
        async with self.browser.post(f"/console{path}", data=data, allow_redirects=False) as answer:
            return answer.status, answer.headers.get("Location", "") or await answer.text()

    async def save(self, path: str, **changed: str) -> tuple[int, str]:
        """Read the form of a page, change some fields and send it."""
        fields = await self.read(path) | changed
        return await self.send(path, {name: value for name, value in fields.items() if value != "-"})
