"""Under which theme, district and consultation is an idea filed, and who looks after it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import language_of, send_to
from bot.console.form import read_field
from bot.console.ideas.labels import labels_of
from bot.console.ideas.page import draw_idea
from bot.console.ideas.reading import find_assignees
from bot.console.ideas.scope import find_idea, scope_of
from bot.console.ideas.seen import is_seen
from bot.console.ideas.walking import listed
from bot.console.visit import Staff, visit_of
from storage.idea_history import Happened
from storage.ideas import Idea
from storage.unit import Unit

#: characters of the name of a service
NAME_LIMIT = 120


async def file_idea(request: web.Request) -> web.StreamResponse:
    """Correct theme, district and consultation; what nobody knows is refused."""
    desk, staff = desk_of(request), visit_of(request).staff
    scope, reference = scope_of(staff), request.match_info["reference"]
    idea = await desk.database.read(lambda unit: find_idea(unit, scope, reference))
    labels = labels_of(desk, language_of(request))
    known = {"theme": labels.themes, "district": labels.districts, "consultation_id": labels.consultations}
    given = {name: await read_field(request, name) for name in known}
    for name, there in known.items():
        # what it is filed under already may have left the lists since
        if given[name] and given[name] not in there and given[name] != getattr(idea, name):
            raise web.HTTPBadRequest
    if not await is_seen(request, idea) or not await desk.database.transact(
        lambda unit: _file(unit, desk, staff, idea, {name: value or None for name, value in given.items()})
    ):
        return await draw_idea(request, 409, {"form": "filing", "field": "", "word": "changed"}, **given)
    return send_to(f"/ideas/{idea.reference}", "saved", **listed(request))


def _file(unit: Unit, desk: Desk, staff: Staff, idea: Idea, values: Mapping[str, str | None]) -> bool:
    now = desk.now()
    changed = {name: value for name, value in values.items() if value != getattr(idea, name)}
    if not changed:
        return True
    if not unit.ideas.change(idea, now, **changed):
        return False
    for name, value in changed.items():
        part, before = name.removesuffix("_id"), getattr(idea, name) or ""
        unit.idea_history.add(Happened(idea.id, now, staff.actor, "filed", before, value or "", reason=part))
    record(unit, staff, now, "idea filed", idea.id, dict(changed))
    return True


async def assign_idea(request: web.Request) -> web.StreamResponse:
    """Give an idea to a service or an organisation, or to nobody."""
    desk, staff = desk_of(request), visit_of(request).staff
    scope, reference = scope_of(staff), request.match_info["reference"]
    name = " ".join((await read_field(request, "assigned_to", NAME_LIMIT)).split())
    idea, known = await desk.database.read(lambda u: (find_idea(u, scope, reference), find_assignees(u)))
    if not await is_seen(request, idea) or not await desk.database.transact(
        lambda unit: _assign(unit, desk, staff, idea, _as_known(name, known))
    ):
        return await draw_idea(
            request, 409, {"form": "assign", "field": "", "word": "changed"}, assigned_to=name
        )
    return send_to(f"/ideas/{idea.reference}", "saved", **listed(request))


def _as_known(name: str, known: Sequence[str]) -> str:
    """Return a name as it is written already: an organisation sees what bears its very name."""
    return next((one for one in known if one.casefold() == name.casefold()), name)


def _assign(unit: Unit, desk: Desk, staff: Staff, idea: Idea, name: str) -> bool:
    now = desk.now()
    if not unit.ideas.change(idea, now, assigned_to=name or None):
        return False
    unit.idea_history.add(Happened(idea.id, now, staff.actor, "assigned", idea.assigned_to or "", name))
    record(unit, staff, now, "idea assigned", idea.id, {"to": name})
    return True
