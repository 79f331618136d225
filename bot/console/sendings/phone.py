"""How do staff try a message out on their own phone?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiohttp import web

from bot.console import patience
from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, send_to
from bot.console.role import WRITERS
from bot.console.route import get, post
from bot.console.segments.fields import first, read_fields
from bot.console.visit import Staff, visit_of
from bot.conversation.posting import message_to_json
from bot.participation.broadcasts.announcement import compose
from dialogues.content import Message
from storage.addresses import Address
from storage.outbound import Outgoing
from storage.unit import Unit

#: Signs of a code that are read.
CODE = 12


async def show_phone(request: web.Request) -> web.Response:
    """Show which phone is joined, or how to join one."""
    return await _show(request)


async def join_phone(request: web.Request) -> web.StreamResponse:
    """Join the phone that a code was given to; a wrong code makes the next try wait."""
    desk, staff = desk_of(request), visit_of(request).staff
    code = first(await read_fields(request), "code").replace(" ", "").upper()[:CODE]
    keys = patience.factor_keys(f"phone:{staff.id}")
    until = await desk.database.transact(lambda unit: patience.begin(unit, keys, desk.now()))
    if until is not None:
        return await _show(request, "wait")

    def join(unit: Unit) -> bool:
        owner = unit.links.take(desk.room().proof("link", code), desk.now()) if code else None
        if owner is None:
            return False
        unit.attempts.forget(keys)
        unit.staff_phones.join(staff.id, owner, desk.now())
        record(unit, staff, desk.now(), "phone joined", staff.actor)
        return True

    if not await desk.database.transact(join):
        return await _show(request, "code")
    return send_to("/sendings/phone", done="saved")


async def leave_phone(request: web.Request) -> web.StreamResponse:
    """Forget the phone."""
    desk, staff = desk_of(request), visit_of(request).staff

    def leave(unit: Unit) -> None:
        unit.staff_phones.leave(staff.id)
        record(unit, staff, desk.now(), "phone left", staff.actor)

    await desk.database.transact(leave)
    return send_to("/sendings/phone", done="saved")


def try_out(unit: Unit, desk: Desk, staff: Staff, text: str, language: str) -> Sequence[str]:
    """Send a text to the phone of a member of staff, as residents get it; return its channels, none without a phone.

    It answers to no cap and no hour: who asks for it gets it.
    """
    now, room = desk.now(), desk.room()
    said = compose({language: text}, language, True, room.phrasebook, room.town.known(language, now))
    there = {one.channel: one for one in unit.staff_phones.addresses(staff.id) if _takes(one, now)}
    content = message_to_json(Message(said))
    rows = [
        Outgoing(one.participant, one.channel, one.value, content, now, language) for one in there.values()
    ]
    unit.outbox.add(rows, now)
    if rows:
        record(unit, staff, now, "message tried out", staff.actor)
    return sorted(there)


def _takes(address: Address, now: datetime) -> bool:
    open_ = address.channel != "whatsapp" or (address.window_until is not None and address.window_until > now)
    return address.state == "reachable" and open_


async def _show(request: web.Request, fault: str = "") -> web.Response:
    staff = visit_of(request).staff
    joined = await desk_of(request).database.read(lambda unit: unit.staff_phones.addresses(staff.id))
    channels = sorted({address.channel for address in joined})
    return draw(request, "sendings/phone.html", status=400 if fault else 200, joined=channels, fault=fault)


ROUTES = (
    get("/sendings/phone", show_phone, WRITERS),
    post("/sendings/phone/join", join_phone, WRITERS),
    post("/sendings/phone/leave", leave_phone, WRITERS),
)
