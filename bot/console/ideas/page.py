"""What is known of one idea, and what can be done with it here?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.console.desk import desk_of
from bot.console.drawing import draw, language_of, words_of
from bot.console.ideas.closeness import near_to
from bot.console.ideas.grounds import choices_of
from bot.console.ideas.joining import find_other
from bot.console.ideas.labels import TONES, labels_of
from bot.console.ideas.query import Query, read_query
from bot.console.ideas.reading import Read, read_idea
from bot.console.ideas.scope import Scope, find_idea, scope_of
from bot.console.ideas.telling import language_of as language_told
from bot.console.ideas.walking import Walk, walk
from bot.console.visit import visit_of
from bot.participation.idea_hints import find_hints
from bot.participation.idea_states import MOVES, find_move, moves_from
from bot.participation.pseudonym import write_pseudonym
from storage.canned import CannedAnswer
from storage.ideas import Idea
from storage.unit import Unit

#: ideas shown beside one that are like it
LIKE = 6


async def show_idea(request: web.Request) -> web.Response:
    """Show an idea."""
    return await draw_idea(request)


async def draw_idea(
    request: web.Request, status: int = 200, fault: Mapping[str, str] | None = None, **typed: Any
) -> web.Response:
    """Return the page of the idea that the address names; after a fault, with what was typed.

    `fault`: {"form", "field", "word"}: which form, which field of it, and the key of the sentence in `idea.faults`.
    """
    desk, staff = desk_of(request), visit_of(request).staff
    scope, language = scope_of(staff), language_of(request)

    read, steps, canned, joining = await desk.database.read(
        lambda unit: _find(unit, request, scope, read_query(request.query, scope, desk.timezone))
    )
    idea, w, reasons = read.idea, read.idea.words, words_of(request)["idea"]["reasons"]
    moves = moves_from(idea.state, staff.role) if scope.moderates else []
    return draw(
        request,
        "ideas/idea.html",
        status=status,
        read=read,
        steps=steps,
        canned=canned,
        idea=idea,
        scope=scope,
        labels=labels_of(desk, language),
        tones=TONES,
        pseudonym=write_pseudonym,
        moves=[(move, choices_of(desk, move.name, idea, reasons, language)) for move in moves],
        can_merge=scope.moderates and find_move("merge", idea.state, staff.role) is not None,
        can_unmerge=scope.moderates and find_move("unmerge", idea.state, staff.role) is not None,
        told_in=language_told(desk, read.home),
        hints=find_hints(w.title, w.solution, w.problem, w.benefit) if scope.moderates else [],
        known_moves={move.name for move in MOVES},
        joining=joining,
        fault=fault or {},
        typed=typed,
    )


def _find(
    unit: Unit, request: web.Request, scope: Scope, query: Query
) -> tuple[Read, Walk, Sequence[CannedAnswer], Idea | None]:
    """Return the idea, its place in the list, the ready texts, and which other one it is asked to become part of."""
    read, other = read_idea(unit, scope, request.match_info["reference"]), request.query.get("joining")
    joining = find_other(unit, read.idea, other[:20]) if other and scope.moderates else None
    canned = unit.canned.all() if scope.answers else ()
    return read, walk(unit, query, read.idea), canned, joining if isinstance(joining, Idea) else None


async def show_similar(request: web.Request) -> web.Response:
    """Show the ideas that are like one: a part of its page, or a page where nothing runs in the browser."""
    desk, scope = desk_of(request), scope_of(visit_of(request).staff)
    reference = request.match_info["reference"]
    idea = await desk.database.read(lambda unit: find_idea(unit, scope, reference))
    if scope.organisation is not None:
        # others' ideas are not theirs to see
        raise web.HTTPNotFound
    close = await near_to(desk, idea, LIKE)
    part = request.headers.get("HX-Request") == "true"
    template = "ideas/close.html" if part else "ideas/similar.html"
    merges = scope.moderates and find_move("merge", idea.state, visit_of(request).staff.role) is not None
    return draw(request, template, idea=idea, close=close, can_merge=merges, scope=scope)
