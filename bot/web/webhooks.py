"""Where do providers call? Each way in hands the raw call to its door, and answers with the door's status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from aiohttp import web


class Door(Protocol):
    """What takes a raw call, and says which HTTP status answers it."""

    async def handle(self, headers: Mapping[str, str], target: str, body: bytes) -> tuple[int, bytes]:
        """Return the status and the body, once everything in the call is stored."""


#: path → door
DOORS = web.AppKey("doors", Mapping[str, Door])


async def take(request: web.Request) -> web.Response:
    """Take one call of a provider."""
    door = request.app[DOORS][request.path]
    status, answer = await door.handle(request.headers, request.raw_path, await request.read())
    return web.Response(
        status=status, body=answer or None, content_type="application/json" if answer else None
    )


def routes(doors: Mapping[str, Door]) -> list[web.RouteDef]:
    """Return one route for each door that is set up."""
    return [web.post(path, take) for path in doors]
