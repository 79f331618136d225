"""How does a person see what is held about them? A page that asks for the code they were sent; no secret in its address."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

import orjson
from aiohttp import web

from bot.web.pages import PAGES
from bot.web.simulator.origin import check_origin

ADDRESS = "/mes-donnees"

#: longest code that is looked at, in characters
LONGEST = 40


class OpensData(Protocol):
    """What opens personal data by code."""

    async def open(self, code: str) -> dict[str, Any] | None:
        """Return everything held, by table; None when the code opens nothing."""


PERSONAL = web.AppKey("personal", OpensData)


async def ask_code(request: web.Request) -> web.Response:
    """Show the form."""
    return request.app[PAGES].respond(request, "personal.html", tables=None, wrong=False)


async def show_data(request: web.Request) -> web.Response:
    """Show everything that the code opens, or give it as a file; a wrong code shows the form again."""
    check_origin(request)
    form = await request.post()
    held = await request.app[PERSONAL].open(str(form.get("code", ""))[:LONGEST])
    if held is None:
        response = request.app[PAGES].respond(request, "personal.html", tables=None, wrong=True)
        response.set_status(404)
        return response
    if form.get("as") == "file":
        return _as_file(held)
    tables = {name: [_shown(row) for row in rows] for name, rows in held.items() if rows}
    return request.app[PAGES].respond(request, "personal.html", tables=tables, wrong=False)


def _as_file(held: dict[str, Any]) -> web.Response:
    body = orjson.dumps(held, option=orjson.OPT_INDENT_2, default=str)
    headers = {"Content-Disposition": 'attachment; filename="mes-donnees.json"'}
    return web.Response(body=body, content_type="application/json", headers=headers)


def _shown(row: dict[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in row.items() if value not in (None, "", [], {})}


def _text(value: Any) -> str:
    """Return a value as a person reads it; what is nested stays JSON."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M UTC")
    return orjson.dumps(value, default=str).decode() if isinstance(value, dict | list) else str(value)


ROUTES = (web.get(ADDRESS, ask_code), web.post(ADDRESS, show_data))
