"""What does the simulator page start from?"""

from __future__ import annotations

from dataclasses import asdict

import orjson
from aiohttp import web

from bot.pages.pages import PAGES
from bot.web.services import SERVICES, SIMULATOR


async def simulator(request: web.Request) -> web.Response:
    """Show the page; its scripts find their words and the town's places in a data attribute."""
    pages = request.app[PAGES]
    start = {
        "words": pages.words(request),
        "language": pages.language(request),
        "territory": request.app[SERVICES].territory,
        "places": [asdict(place) for place in request.app[SIMULATOR].places],
    }
    return pages.respond(request, "simulator.html", start=orjson.dumps(start).decode())
