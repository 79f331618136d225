"""How is an idea moved on from its page?"""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.form import read_field
from bot.console.ideas.deciding import Decision, Grounds, decide
from bot.console.ideas.grounds import read_grounds
from bot.console.ideas.page import draw_idea
from bot.console.ideas.scope import find_idea, scope_of
from bot.console.ideas.seen import is_seen
from bot.console.ideas.telling import go_on
from bot.console.visit import Staff, visit_of
from bot.participation.idea_states import find_move
from storage.ideas import Idea
from storage.unit import Unit


async def move_idea(request: web.Request) -> web.StreamResponse:
    """Move an idea on, and tell its author; the page again when it cannot be, with what was typed."""
    desk, staff = desk_of(request), visit_of(request).staff
    scope, reference = scope_of(staff), request.match_info["reference"]
    idea = await desk.database.read(lambda unit: find_idea(unit, scope, reference))
    name = await read_field(request, "move")
    grounds, fault = await read_grounds(request, desk, name, idea)
    typed = {"move": name, "reason": await read_field(request, "reason"), "words": grounds.words}
    if not await is_seen(request, idea) or find_move(name, idea.state, staff.role) is None:
        return await draw_idea(request, 409, {"form": "state", "field": "", "word": "changed"}, **typed)
    if fault:
        field = "reason" if fault == "missing" else "words"
        return await draw_idea(request, 400, {"form": name, "field": field, "word": fault}, **typed)
    decision = await desk.database.transact(lambda unit: _move(unit, desk, staff, idea, name, grounds))
    if decision is None:
        return await draw_idea(request, 409, {"form": "state", "field": "", "word": "changed"}, **typed)
    return go_on(request, desk, idea.reference, decision.told)


def _move(unit: Unit, desk: Desk, staff: Staff, idea: Idea, name: str, grounds: Grounds) -> Decision | None:
    move = find_move(name, idea.state, staff.role)
    return decide(unit, desk, staff, idea, move, grounds) if move is not None else None
