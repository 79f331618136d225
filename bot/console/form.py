"""What did a form say? Its fields as short texts, and a way back that stays at the console."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from aiohttp import web
from multidict import MultiDict

from bot.channels.legibility import storable, unturned

#: characters of a field that are read unless the page asks for more
FIELD_LIMIT = 400


async def read_posted(request: web.Request) -> MultiDict[Any]:
    """Return every field of a form, files too: texts as a store takes them, without signs that turn a direction."""
    posted = await request.post()
    return MultiDict(
        (name, _plain(value) if isinstance(value, str) else value) for name, value in posted.items()
    )


def _plain(text: str) -> str:
    return unturned(storable(text))


async def read_field(request: web.Request, name: str, limit: int = FIELD_LIMIT) -> str:
    """Return one field without space around, "" when it was not given."""
    return str((await read_posted(request)).get(name, ""))[:limit].strip()


async def read_secret(request: web.Request, name: str) -> str:
    """Return a password as it was typed, spaces and all."""
    return str((await request.post()).get(name, ""))[:FIELD_LIMIT]


def safe_next(given: str) -> str:
    """Return a page of the console to go on to: home for anything that leads elsewhere."""
    plain = given.isprintable() and "\\" not in given and "//" not in given and ".." not in given
    return given if plain and given.startswith("/console/") else "/console/"


def with_next(path: str, given: str) -> str:
    """Return a path after /console that carries where to go on to."""
    where = safe_next(given)
    return path if where == "/console/" else f"{path}?next={quote(where, safe='')}"
