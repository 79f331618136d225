"""What was said with somebody who wants a person?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web

from bot.console.conversations.bubbles import Bubble, draw_bubbles
from bot.console.conversations.queue import read_moment
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, draw_part
from bot.console.kept import take_up
from bot.console.role import TEAM
from bot.console.route import get
from bot.console.visit import visit_of
from bot.conversation.attending import LONGEST, find_obstacle
from bot.participation.pseudonym import write_pseudonym
from storage.appeals import Appeal
from storage.retention import TEXT
from storage.unit import Unit

#: messages shown at once, in and out
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, and what is wrong with it."""

    text: str = ""
    #: a key of `faults`
    fault: str = ""
    status: int = 200
    #: what else the page is told
    more: dict[str, Any] = field(default_factory=dict)


NOTHING = Draft()


async def show_thread(request: web.Request) -> web.Response:
    """Show a thread, with what may be done, and the answer that is being written."""
    kept = take_up(request)
    return await draw_thread(request, Draft(kept["text"]) if kept else NOTHING)


async def draw_thread(request: web.Request, draft: Draft = NOTHING) -> web.Response:
    """Return the page of a thread, with what was typed."""
    desk, before = desk_of(request), read_moment(request.query.get("before", ""))
    shown = await desk.database.read(lambda unit: _read(unit, desk, request.match_info["id"], before))
    mine = shown["appeal"].staff_id == visit_of(request).staff.id
    given = {"draft": draft, "mine": mine, "longest": LONGEST, "days": keeps_texts(desk), "before": before}
    return draw(
        request, "conversation.html", status=draft.status, pseudonym=write_pseudonym, **given, **shown
    )


async def show_messages(request: web.Request) -> web.StreamResponse:
    """Return the messages alone, as htmx asks every few seconds; nothing when there is nothing new."""
    desk = desk_of(request)
    shown = await desk.database.read(lambda unit: _read(unit, desk, request.match_info["id"], None))
    if request.query.get("seen") == shown["seen"]:
        return web.Response(status=204)
    return draw_part(request, "conversation_messages.html", before=None, **shown)


def keeps_texts(desk: Desk) -> int:
    """Return for how many days texts are kept."""
    return int(desk.room().chosen.text_days or TEXT)


def _read(unit: Unit, desk: Desk, id: str, before: Any) -> dict[str, Any]:
    appeal = find_appeal(unit, id)
    lines = unit.threads.latest(appeal.participant_id, SHOWN, before)
    names = {member.id: member.name for member in unit.staff.all()}
    bubbles = draw_bubbles(lines, names)
    obstacle = find_obstacle(unit, appeal, desk.now(), template=has_template(desk))
    reach = unit.participants.window([(appeal.channel, appeal.address)])
    return {
        "appeal": appeal,
        "bubbles": bubbles,
        "earlier": lines[0].at if len(lines) == SHOWN else None,
        "obstacle": obstacle,
        "window": next(iter(reach.values()), None) if appeal.channel == "whatsapp" else None,
        "canned": unit.canned.all(),
        "seen": _sign(appeal, bubbles),
    }


def find_appeal(unit: Unit, id: str) -> Appeal:
    """Return an appeal; raise HTTPNotFound."""
    appeal = unit.appeals.find(id)
    if appeal is None:
        raise web.HTTPNotFound
    return appeal


def has_template(desk: Desk) -> bool:
    """Tell whether WhatsApp takes a message after its day (norms §5)."""
    return desk.settings.whatsapp_template is not None


def _sign(appeal: Appeal, bubbles: list[Bubble]) -> str:
    """Return what differs when there is something new to show; nothing can be read from it."""
    told = repr([replace(bubble, text="", options=()) for bubble in bubbles])
    return hashlib.sha256(f"{appeal.version} {told}".encode()).hexdigest()[:16]


ROUTES = (
    get("/conversations/{id}", show_thread, TEAM),
    get("/conversations/{id}/messages", show_messages, TEAM),
)
