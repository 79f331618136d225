"""What did somebody write in a long field? Never cut: what is too long is refused, and comes back whole."""

from __future__ import annotations

from aiohttp import web

from bot.console.form import read_field

#: characters that are read of a text, far beyond what any field takes
WHOLE = 60_000


async def read_prose(request: web.Request, name: str) -> str:
    """Return a text without space around, its lines ended by a single sign."""
    return (await read_field(request, name, WHOLE)).replace("\r\n", "\n")
