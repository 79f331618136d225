"""Did whoever sent a form see the idea as it is now?"""

from __future__ import annotations

from aiohttp import web

from bot.console.form import read_field
from storage.ideas import Idea


def stamp(idea: Idea) -> str:
    """Return what a form carries of the idea that its editor saw: changes by staff, and by its author."""
    return f"{idea.revision}.{idea.words.n}"


async def is_seen(request: web.Request, idea: Idea) -> bool:
    """Tell whether the form was drawn from the idea as it is."""
    return await read_field(request, "seen") == stamp(idea)
