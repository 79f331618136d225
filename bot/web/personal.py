"""How does a person see what is held about them? A page that asks for the code they were sent; no secret in its address."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

import orjson
from aiohttp import web

from bot.web.pages import PAGES

ADDRESS = "/mes-donnees"

#: what identifies rows to us and tells the person nothing; the file has it all
_OURS = frozenset(
    {"id", "participant_id", "session_id", "address_id", "inbound_id", "idea_id", "provider_id", "owner"}
)

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
        return _as_file(held)
    pages = request.app[PAGES]
    return pages.respond(request, "personal.html", tables=_tables(held, pages.words(request)), wrong=False)


def _as_file(held: dict[str, Any]) -> web.Response:
    body = orjson.dumps(held, option=orjson.OPT_INDENT_2, default=str)
    headers = {"Content-Disposition": 'attachment; filename="mes-donnees.json"'}
    return web.Response(body=body, content_type="application/json", headers=headers)


def _tables(held: dict[str, Any], words: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Return the rows as people read them, table by table in the page's order; our own ids are left out."""
    names = words["tables"] | words["personal_tables"]
    ordered = [*(name for name in names if name in held), *(name for name in held if name not in names)]
    return {
        names.get(name, name): [_shown(name, row, words) for row in held[name]]
        for name in ordered
        if held[name]
    }


def _shown(table: str, row: dict[str, Any], words: dict[str, Any]) -> dict[str, str]:
    names = words["columns"] | words.get(f"columns_{table}", {})
    kept = {n: v for n, v in row.items() if n not in _OURS and v not in (None, "", [], {})}
    return {names.get(name, name): _text(name, value, words) for name, value in kept.items()}


def _text(name: str, value: Any, words: dict[str, Any]) -> str:
    """Return a value as a person reads it; what is nested stays JSON."""
    match value:
        case bool():
            return str(words["yes_value"] if value else words["no_value"])
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M UTC")
        case dict() | list():
            return orjson.dumps(value, default=str).decode()
        case _:
            known = words["values"] if name in words["value_columns"] else {}
            return str(known.get(str(value), value))


ROUTES = (web.get(ADDRESS, ask_code), web.post(ADDRESS, show_data))
