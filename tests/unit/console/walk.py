"""Where do all pages of the console lead? Addresses that name something are found by following links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.console.role import Door, Role
from bot.console.route import Route
from bot.console.table import ROUTES
from tests.unit.console.office import Client

#: a link to a page of the console, without what follows ? or #
LINK = re.compile(r'href="(/console/[^"#?]*)')


def shown_to(role: Role) -> list[Route]:
    """Return the routes that show something to a role, and change nothing."""
    return [r for r in ROUTES if r.safe and not isinstance(r.roles, Door) and role in r.roles]


async def walk(client: Client, role: Role = Role.ADMIN) -> list[str]:
    """Return one address of each page that this browser can reach; files and streams are no pages."""
    wanted = {route.path: _matcher(route) for route in shown_to(role)}
    found = {path: f"/console{path}" for path in wanted if "{" not in path}
    texts: dict[str, str] = {}
    while unseen := [path for path in sorted(found) if path not in texts]:
        for path in unseen:
            texts[path] = await _read(client, found[path])
            for other, link in _leads(texts[path], wanted):
                found.setdefault(other, link)
    return sorted({found[path] for path, text in texts.items() if text})


def _leads(text: str, wanted: dict[str, re.Pattern[str]]) -> Sequence[tuple[str, str]]:
    links = [link for link in LINK.findall(text) if link.removeprefix("/console") not in wanted]
    return [(path, link) for link in links for path, matches in wanted.items() if matches.fullmatch(link)]


def _matcher(route: Route) -> re.Pattern[str]:
    """Return what the addresses of a route look like."""
    parts = (part if "{" not in part else "[^/]+" for part in route.path.split("/"))
    return re.compile("/console" + "/".join(parts))


async def _read(client: Client, address: str) -> str:
    """Return a page's text, "" for what is none: a file, a stream that never ends, something that is not there."""
    async with client.get(address) as answer:
        page = answer.status == 200 and answer.content_type == "text/html"
        return await answer.text() if page else ""
