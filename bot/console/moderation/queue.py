"""Which idea is to be read next, and what is decided of it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of, words_of
from bot.console.form import read_field
from bot.console.ideas.deciding import Decision, Grounds, decide, undo
from bot.console.ideas.grounds import choices_of, read_grounds
from bot.console.ideas.labels import labels_of, names_of
from bot.console.ideas.scope import find_idea, scope_of
from bot.console.ideas.seen import is_seen, stamp
from bot.console.visit import Staff, visit_of
from bot.participation.idea_hints import find_hints
from bot.participation.idea_states import UNREAD, find_move
from bot.participation.pseudonym import write_pseudonym
from storage.idea_catalogue import Edge, Filter
from storage.idea_history import Happened
from storage.ideas import Idea
from storage.media import Kept
from storage.unit import Unit

#: ideas counted: beyond, the page says "more than"
COUNTED = 1_000

#: what the form may decide
DECISIONS = ("accept", "refuse")


@dataclass(frozen=True, slots=True)
class Next:
    """The idea to be read, and what is around it."""

    idea: Idea | None
    photos: Sequence[Kept | None]
    count: int
    #: whether earlier ones were passed over
    skipped: bool
    #: the decision that can be undone, and the idea that it was about
    last: Happened | None
    last_idea: Idea | None


async def show_queue(request: web.Request) -> web.Response:
    """Show the oldest idea that nobody has read, after the one that the address passes over."""
    return await _page(request)


async def decide_idea(request: web.Request) -> web.StreamResponse:
    """Accept or refuse an idea; whoever comes second is told who was first, and keeps what they wrote."""
    desk, staff = desk_of(request), visit_of(request).staff
    scope, reference = scope_of(staff), request.match_info["reference"]
    idea = await desk.database.read(lambda unit: find_idea(unit, scope, reference))
    name = await read_field(request, "move")
    if name not in DECISIONS:
        raise web.HTTPBadRequest
    grounds, fault = await read_grounds(request, desk, name, idea)
    typed = {"reason": await read_field(request, "reason"), "words": grounds.words}
    fresh = idea.state in UNREAD and await is_seen(request, idea)
    if fresh and fault:
        return await _page(request, 400, idea.number, fault=fault, typed=typed)
    decision = None
    if fresh:
        decision = await desk.database.transact(lambda u: _decide(u, desk, staff, idea, name, grounds))
    if decision is None:
        return await _page(request, 409, taken=reference, typed=typed)
    if decision.told.channel:
        desk.wake(decision.told.channel)
    after = await read_field(request, "after")
    passed = f"&after={after}" if after.isdecimal() else ""
    return web.Response(
        status=303, headers={"Location": f"/console/moderation?last={decision.event}{passed}"}
    )


async def undo_decision(request: web.Request) -> web.StreamResponse:
    """Take one's own last decision back."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]
    event = int(id) if id.isdecimal() and len(id) < 16 else 0
    done = await desk.database.transact(lambda unit: undo(unit, desk, staff, event))
    if done is None:
        raise web.HTTPConflict
    if done.told.channel:
        desk.wake(done.told.channel)
    return web.Response(status=303, headers={"Location": "/console/moderation?done=idea_undone"})


def _decide(unit: Unit, desk: Desk, staff: Staff, idea: Idea, name: str, grounds: Grounds) -> Decision | None:
    move = find_move(name, idea.state, staff.role)
    return decide(unit, desk, staff, idea, move, grounds, grace=True) if move is not None else None


async def _page(
    request: web.Request, status: int = 200, number: int = 0, taken: str = "", **given: Any
) -> web.Response:
    desk, staff, language = desk_of(request), visit_of(request).staff, language_of(request)
    found = await desk.database.read(lambda unit: _next(unit, request, staff, number))
    first = await desk.database.read(lambda unit: _who_took(unit, taken)) if taken else None
    w = found.idea.words if found.idea is not None else None
    reasons = words_of(request)["idea"]["reasons"]
    return draw(
        request,
        "moderation/queue.html",
        status=status,
        found=found,
        idea=found.idea,
        counted=COUNTED,
        seen=stamp(found.idea) if found.idea is not None else "",
        pseudonym=write_pseudonym,
        reasons=choices_of(desk, "refuse", found.idea, reasons, language) if found.idea is not None else [],
        labels=labels_of(desk, language),
        hints=find_hints(w.title, w.solution, w.problem, w.benefit) if w is not None else [],
        first=desk.room().moderates_first,
        taken=first,
        fault=given.get("fault", ""),
        typed=given.get("typed", {}),
        after=_number(request.query.get("after", "")),
    )


def _next(unit: Unit, request: web.Request, staff: Staff, number: int) -> Next:
    catalogue, wanted = unit.idea_catalogue, Filter(states=UNREAD)
    after = number - 1 if number else _number(request.query.get("after", ""))
    oldest = catalogue.page(wanted, "oldest", 1, Edge(after) if after else None)
    idea = oldest[0] if oldest else None
    photos = [unit.media.find(photo) for photo in idea.words.photos] if idea is not None else []
    last = unit.idea_history.by_id(_number(request.query.get("last", "")))
    mine = last is not None and last.actor == staff.actor and last.kind == "state"
    about = unit.ideas.by_id(last.idea_id) if mine and last is not None else None
    still = about is not None and last is not None and about.state == last.after
    return Next(
        idea,
        photos,
        catalogue.count(wanted, COUNTED),
        bool(after),
        last if still else None,
        about if still else None,
    )


def _who_took(unit: Unit, reference: str) -> dict[str, Any]:
    """Return who decided of an idea first, what, and when."""
    idea = unit.ideas.by_reference(reference)
    event = unit.idea_history.last(idea.id, ("state", "merged")) if idea is not None else None
    who = names_of(unit, {event.actor}).get(event.actor, "") if event is not None else ""
    return {"idea": idea, "who": who, "at": event.at if event is not None else None}


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 16 else 0
