"""Whom do staff put in a group by hand, for a later sending?"""

from __future__ import annotations

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import send_to
from bot.console.form import read_field
from bot.console.participants.person import draw_person, find_person
from bot.console.role import TEAM
from bot.console.route import post
from bot.console.visit import visit_of
from dialogues.reading.fold import fold
from storage.unit import Unit

#: characters of a group's name
NAME = 40


async def join(request: web.Request) -> web.StreamResponse:
    """Put a participant in a group, new or not."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]
    group = name_group(await read_field(request, "new") or await read_field(request, "group"))
    if not group:
        return await draw_person(request, "group", 400)

    def work(unit: Unit) -> None:
        find_person(unit, id)
        unit.segments.join(group, [id], desk.now())
        record(unit, staff, desk.now(), "joined a group", id, {"group": group})

    await desk.database.transact(work)
    return send_to(f"/participants/{id}", done="saved")


async def leave(request: web.Request) -> web.StreamResponse:
    """Take a participant out of a group."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]
    group = await read_field(request, "group")

    def work(unit: Unit) -> None:
        find_person(unit, id)
        unit.segments.leave(group, [id])
        record(unit, staff, desk.now(), "left a group", id, {"group": group})

    await desk.database.transact(work)
    return send_to(f"/participants/{id}", done="saved")


def name_group(given: str) -> str:
    """Return a group's name as it is kept: folded words joined by hyphens, "" for none."""
    return "-".join("".join(c if c.isalnum() else " " for c in fold(given)).split())[:NAME]


ROUTES = (
    post("/participants/{id}/groups/join", join, TEAM),
    post("/participants/{id}/groups/leave", leave, TEAM),
)
