"""Who waits for a person, whom does staff have, and who was handed back lately?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import draw
from bot.console.role import TEAM
from bot.console.route import get
from bot.participation.pseudonym import write_pseudonym
from storage.unit import Unit

#: people shown at once
SHOWN, ENDED = 100, 30


async def show_queue(request: web.Request) -> web.Response:
    """Show who waits and whom staff have; below, who was handed back."""
    before = read_moment(request.query.get("before", ""))

    def read(unit: Unit) -> dict[str, Any]:
        ended = unit.appeals.ended(ENDED + 1, before)
        return {"open": unit.appeals.open(SHOWN) if before is None else [], "ended": ended[:ENDED]} | {
            "after": ended[ENDED - 1].ended_at if len(ended) > ENDED else None
        }

    shown = await desk_of(request).database.read(read)
    return draw(request, "conversations.html", pseudonym=write_pseudonym, paged=before is not None, **shown)


def read_moment(given: str) -> datetime | None:
    """Return a time of a page's address, None for nothing that is one."""
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


ROUTES = (get("/conversations", show_queue, TEAM),)
