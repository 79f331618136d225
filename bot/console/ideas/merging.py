"""How do two ideas that say the same become one, and two again?"""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import send_to
from bot.console.form import read_field
from bot.console.ideas.joining import Fault, find_other
from bot.console.ideas.page import draw_idea
from bot.console.ideas.scope import find_idea, scope_of
from bot.console.ideas.seen import is_seen
from bot.console.ideas.telling import Told, go_on, tell
from bot.console.ideas.walking import listed
from bot.console.visit import Staff, visit_of
from bot.participation.idea_states import MERGED, find_move
from storage.idea_history import Happened
from storage.ideas import Idea
from storage.unit import Unit


async def merge_idea(request: web.Request) -> web.StreamResponse:
    """Make an idea part of another; its author is told which. With `ask`, only show which one that would be."""
    desk, staff = desk_of(request), visit_of(request).staff
    scope, reference = scope_of(staff), request.match_info["reference"]
    given = (await read_field(request, "other")).upper()
    idea = await desk.database.read(lambda unit: find_idea(unit, scope, reference))
    if not await is_seen(request, idea) or find_move("merge", idea.state, staff.role) is None:
        return await draw_idea(request, 409, {"form": "merge", "field": "", "word": "changed"}, other=given)
    done: Idea | Told | Fault
    if await read_field(request, "ask"):
        done = await desk.database.read(lambda unit: find_other(unit, idea, given))
    else:
        done = await desk.database.transact(lambda unit: _merge(unit, desk, staff, idea, given))
    if isinstance(done, Idea):
        return send_to(f"/ideas/{reference}", anchor="joining", joining=done.reference, **listed(request))
    if isinstance(done, Fault):
        fault = {"form": "merge", "field": "other", "word": done.word}
        return await draw_idea(request, 409 if done.word == "changed" else 400, fault, other=given)
    return go_on(request, desk, reference, done)


def _merge(unit: Unit, desk: Desk, staff: Staff, idea: Idea, given: str) -> Told | Fault:
    target, now = find_other(unit, idea, given), desk.now()
    if isinstance(target, Fault):
        return target
    _join(unit, idea, target, now)
    title, quoted = target.words.title, target.reference
    told = tell(unit, desk, idea, "merge", now, other=title, other_reference=quoted)
    unit.idea_history.add(
        Happened(idea.id, now, staff.actor, "merged", idea.state, target.reference, outbox_id=told.outbox_id)
    )
    record(unit, staff, now, "idea merged", idea.id, {"into": target.id})
    return told


def _join(unit: Unit, idea: Idea, target: Idea, now: datetime) -> None:
    """Change both, in the order of their ids: the target cannot be merged away, or refused, at the same time."""
    joined = {"state": MERGED, "merged_into": target.id}
    changes: list[tuple[Idea, dict[str, str]]] = sorted(
        [(idea, joined), (target, {})], key=lambda one: one[0].id
    )
    if not all(unit.ideas.change(one, now, **values) for one, values in changes):
        raise web.HTTPConflict


async def unmerge_idea(request: web.Request) -> web.StreamResponse:
    """Let a merged idea be one again, as it was before."""
    desk, staff = desk_of(request), visit_of(request).staff
    scope, reference = scope_of(staff), request.match_info["reference"]
    idea = await desk.database.read(lambda unit: find_idea(unit, scope, reference))
    told = None
    if await is_seen(request, idea) and find_move("unmerge", idea.state, staff.role) is not None:
        told = await desk.database.transact(lambda unit: _unmerge(unit, desk, staff, idea))
    if told is None:
        return await draw_idea(request, 409, {"form": "merge", "field": "", "word": "changed"})
    return go_on(request, desk, request.match_info["reference"], told)


def _unmerge(unit: Unit, desk: Desk, staff: Staff, idea: Idea) -> Told | None:
    event, now = unit.idea_history.last(idea.id, ("merged",)), desk.now()
    if event is None or not unit.ideas.change(idea, now, state=event.before, merged_into=None):
        return None
    told = tell(unit, desk, idea, "unmerge", now)
    back = Happened(
        idea.id, now, staff.actor, "unmerged", event.after, event.before, outbox_id=told.outbox_id
    )
    unit.idea_history.add(back)
    record(unit, staff, now, "idea unmerged", idea.id, {"from": idea.merged_into})
    return told
