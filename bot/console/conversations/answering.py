"""What does staff do with somebody who wants a person: take them, answer, give them back to the assistant?"""

from __future__ import annotations

from aiohttp import web

from bot.console.acts import record
from bot.console.conversations.thread import Draft, draw_thread, find_appeal, has_template
from bot.console.desk import desk_of
from bot.console.drawing import send_to
from bot.console.form import read_field
from bot.console.kept import show_after
from bot.console.prose import read_prose
from bot.console.role import TEAM
from bot.console.route import post
from bot.console.visit import visit_of
from bot.conversation.attending import LONGEST, announce, compose, find_obstacle
from storage.appeals import HANDED_BACK, Appeal
from storage.unit import Unit


async def take(request: web.Request) -> web.StreamResponse:
    """Have a conversation: that nobody has, or, said expressly, a colleague's."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]
    version, over = await _version(request), await read_field(request, "over") == "yes"

    def work(unit: Unit) -> bool:
        appeal = find_appeal(unit, id)
        if appeal.state == HANDED_BACK or (appeal.staff_id not in (None, staff.id) and not over):
            return False
        if not unit.appeals.take(id, staff.id, version, desk.now()):
            return False
        record(unit, staff, desk.now(), "conversation taken", f"appeal:{id}")
        return True

    if not await desk.database.transact(work):
        return await draw_thread(request, Draft(fault="taken", status=409))
    return send_to(f"/conversations/{id}")


async def answer(request: web.Request) -> web.StreamResponse:
    """Send an answer, in one transaction with its trace; what was typed is never lost."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]
    text = await read_prose(request, "text")
    if chosen := await read_field(request, "insert") and await read_field(request, "canned"):
        return await _insert(request, text, chosen)
    version, room = await _version(request), desk.room()

    def work(unit: Unit) -> tuple[str, str]:
        appeal = find_appeal(unit, id)
        fault = _find_fault(unit, appeal, text)
        if fault:
            return fault, ""
        if not unit.appeals.speak(id, staff.id, version, desk.now()):
            return "spoken" if appeal.staff_id == staff.id else "taken", ""
        unit.outbox.add([compose(room, appeal, staff.id, text, desk.now())], desk.now())
        record(unit, staff, desk.now(), "conversation answered", f"appeal:{id}")
        return "", appeal.channel

    def _find_fault(unit: Unit, appeal: Appeal, text: str) -> str:
        if not text or len(text) > LONGEST:
            return "long" if text else "empty"
        return find_obstacle(unit, appeal, desk.now(), template=has_template(desk))

    fault, channel = await desk.database.transact(work)
    if fault:
        status = 409 if fault in ("taken", "spoken") else 400
        return await draw_thread(request, Draft(text, fault, status))
    desk.wake(channel)
    return send_to(f"/conversations/{id}", done="sent")


async def hand_back(request: web.Request) -> web.StreamResponse:
    """Give somebody back to the assistant, which says so."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]
    version, quiet = await _version(request), await read_field(request, "quiet") == "yes"

    def work(unit: Unit) -> bool:
        appeal = find_appeal(unit, id)
        if not unit.appeals.hand_back(id, version, "staff", desk.now()):
            return False
        if appeal.state == "taken" and appeal.stopped_at is None and not quiet:
            announce(unit, appeal, "staff", desk.now())
        record(unit, staff, desk.now(), "conversation handed back", f"appeal:{id}")
        return True

    if not await desk.database.transact(work):
        return await draw_thread(request, Draft(fault="taken", status=409))
    return send_to("/conversations", done="handed_back")


async def _insert(request: web.Request, text: str, id: str) -> web.StreamResponse:
    """Put a text at hand under what was typed."""
    found = await desk_of(request).database.read(lambda unit: unit.canned.find(id))
    added = found.text if found else ""
    typed = {"text": "\n".join(filter(None, (text, added)))}
    return await show_after(request, f"/conversations/{request.match_info['id']}", typed, anchor="f-text")


async def _version(request: web.Request) -> int:
    """Return which state of the conversation the form saw; -1 for none."""
    given = await read_field(request, "version")
    return int(given) if given.isdecimal() and len(given) < 10 else -1


ROUTES = (
    post("/conversations/{id}/take", take, TEAM),
    post("/conversations/{id}/answer", answer, TEAM),
    post("/conversations/{id}/hand-back", hand_back, TEAM),
)
