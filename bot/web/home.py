"""What is at the address itself?"""

from __future__ import annotations

from aiohttp import web

from bot.pages.pages import PAGES
from bot.web.services import SIMULATOR


async def home(request: web.Request) -> web.Response:
    """Send to the simulator when there is one; else say what this is."""
    if SIMULATOR in request.app:
        raise web.HTTPFound("/simulator")
    return request.app[PAGES].respond(request, "home.html")


ROUTES = (web.get("/", home),)
