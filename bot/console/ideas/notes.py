"""What do those who look after an idea tell each other about it?"""

from __future__ import annotations

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import send_to
from bot.console.ideas.page import draw_idea
from bot.console.ideas.scope import find_idea, scope_of
from bot.console.ideas.walking import listed
from bot.console.prose import read_prose
from bot.console.visit import visit_of
from storage.idea_history import Happened
from storage.unit import Unit

#: characters of a note
NOTE_LIMIT = 4_000


async def add_note(request: web.Request) -> web.StreamResponse:
    """Keep a note; its author, and nobody outside, ever reads it."""
    desk, staff = desk_of(request), visit_of(request).staff
    scope, reference = scope_of(staff), request.match_info["reference"]
    text = await read_prose(request, "text")
    if not text or len(text) > NOTE_LIMIT:
        word = "long" if text else "empty"
        return await draw_idea(request, 400, {"form": "note", "field": "text", "word": word}, text=text)

    def keep(unit: Unit) -> None:
        idea = find_idea(unit, scope, reference)
        note = Happened(idea.id, desk.now(), staff.actor, "note", text=text, organisation=scope.organisation)
        unit.idea_history.add(note)
        record(unit, staff, desk.now(), "idea noted", idea.id)

    await desk.database.transact(keep)
    return send_to(f"/ideas/{reference}", "saved", **listed(request))
