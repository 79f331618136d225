"""Which answers do staff keep at hand, and how do they change them?"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console.acts import record
from bot.console.conversations.queue import read_moment
from bot.console.desk import desk_of
from bot.console.drawing import draw, send_to
from bot.console.form import read_field
from bot.console.prose import read_prose
from bot.console.role import TEAM
from bot.console.route import get, post
from bot.console.visit import visit_of
from bot.conversation.attending import LONGEST
from storage.unit import Unit

#: characters of a title
TITLE = 80
#: id of the form that adds one
NEW = "new"


async def show_canned(request: web.Request) -> web.StreamResponse:
    """Show every text at hand."""
    return await _page(request)


async def save_canned(request: web.Request) -> web.StreamResponse:
    """Keep a text, new or changed; one that somebody else changed meanwhile is told, and nothing typed is lost."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]
    title, text = await read_field(request, "title", TITLE), await read_prose(request, "text")
    seen = None if id == NEW else read_moment(await read_field(request, "seen"))
    typed = {"id": id, "title": title, "text": text}
    if not title or not text:
        return await _page(request, 400, **typed, fault="empty")
    if len(text) > LONGEST:
        return await _page(request, 400, **typed, fault="long")

    def keep(unit: Unit) -> bool:
        kept = unit.canned.add(title, text, desk.now()) if seen is None else id
        if seen is not None and not unit.canned.change(id, title, text, seen, desk.now()):
            return False
        record(unit, staff, desk.now(), "canned answer saved", f"canned:{kept}")
        return True

    if id != NEW and (seen is None or await desk.database.read(lambda unit: unit.canned.find(id)) is None):
        raise web.HTTPNotFound
    if not await desk.database.transact(keep):
        return await _page(request, 409, **typed, fault="changed")
    return send_to("/conversations/answers", done="saved")


async def remove_canned(request: web.Request) -> web.StreamResponse:
    """Forget a text."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]

    def remove(unit: Unit) -> None:
        if not unit.canned.remove(id):
            raise web.HTTPNotFound
        record(unit, staff, desk.now(), "canned answer removed", f"canned:{id}")

    await desk.database.transact(remove)
    return send_to("/conversations/answers", done="saved")


async def _page(request: web.Request, status: int = 200, **typed: Any) -> web.Response:
    found = await desk_of(request).database.read(lambda unit: unit.canned.all())
    typed = {"id": "", "title": "", "text": "", "fault": ""} | typed
    return draw(
        request, "canned_answers.html", status=status, found=found, typed=typed, title=TITLE, longest=LONGEST
    )


ROUTES = (
    get("/conversations/answers", show_canned, TEAM),
    post("/conversations/answers/{id}", save_canned, TEAM),
    post("/conversations/answers/{id}/remove", remove_canned, TEAM),
)
