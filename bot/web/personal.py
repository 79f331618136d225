"""How does a person see what is held about them? A page that asks for the code they were sent; no secret in its address."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any, Protocol

import orjson
from aiohttp import web

from bot.pages.held import Reading, without_codes
from bot.pages.pages import PAGES

ADDRESS = "/mes-donnees"

#: longest code that is looked at, in characters
LONGEST = 40


class OpensData(Protocol):
    """What opens personal data by code."""

    async def open(self, code: str) -> dict[str, Any] | None:
        """Return everything held, by table; None when the code opens nothing."""


PERSONAL = web.AppKey("personal", OpensData)

#: the territory's time zone, in which hours are said
ZONE = web.AppKey("zone", tzinfo)


async def ask_code(request: web.Request) -> web.Response:
    """Show the form."""
    return request.app[PAGES].respond(request, "personal.html", tables=None, wrong=False)


async def show_data(request: web.Request) -> web.Response:
    """Show everything that the code opens, or give it as a file; a wrong code shows the form again.

    Where the form comes from is not asked: the code is the whole authority, no cookie adds any.
    """
    form = await request.post()
    held = await request.app[PERSONAL].open(str(form.get("code", ""))[:LONGEST])
    if held is None:
        response = request.app[PAGES].respond(request, "personal.html", tables=None, wrong=True)
        response.set_status(404)
        return response
    if form.get("as") == "file":
        return _as_file(without_codes(held))
    pages = request.app[PAGES]
    reading = Reading(pages.words(request), pages.language(request), request.app[ZONE])
    return pages.respond(request, "personal.html", tables=reading.tables(without_codes(held)), wrong=False)


def _as_file(held: dict[str, Any]) -> web.Response:
    body = orjson.dumps(held, option=orjson.OPT_INDENT_2, default=str)
    headers = {"Content-Disposition": 'attachment; filename="mes-donnees.json"'}
    return web.Response(body=body, content_type="application/json", headers=headers)


ROUTES = (web.get(ADDRESS, ask_code), web.post(ADDRESS, show_data))
