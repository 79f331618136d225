"""What waits for me, and how is participation going?"""

from __future__ import annotations

from aiohttp import web

from bot.console.drawing import draw
from bot.console.role import EVERYONE
from bot.console.route import get


async def show_home(request: web.Request) -> web.Response:
    """Show who is signed in."""
    return draw(request, "home.html")


ROUTES = (get("/", show_home, EVERYONE),)
