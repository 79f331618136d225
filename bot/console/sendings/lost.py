"""Which messages did not arrive, and how do staff have them sent again?"""

from __future__ import annotations

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, send_to
from bot.console.role import WRITERS
from bot.console.route import get, post
from bot.console.segments.fields import first, read_fields
from bot.console.visit import visit_of
from bot.outbox.replaying import replay
from storage.losses import Loss
from storage.unit import Unit


async def list_lost(request: web.Request) -> web.Response:
    """Show what did not arrive, by cause."""
    losses = await desk_of(request).database.read(lambda unit: unit.losses.groups())
    return draw(request, "sendings/lost.html", losses=losses)


async def replay_lost(request: web.Request) -> web.StreamResponse:
    """Send again what was lost in one way, whatever it was."""
    await _replay(request, "")
    return send_to("/sendings/lost", done="saved")


async def replay_sending(request: web.Request) -> web.StreamResponse:
    """Send again what one sending lost in one way."""
    await _replay(request, request.match_info["slug"])
    return send_to(f"/sendings/one/{request.match_info['slug']}", done="saved")


async def _replay(request: web.Request, slug: str) -> None:
    loss = _read(first(await read_fields(request), "loss"))
    desk, staff = desk_of(request), visit_of(request).staff

    def work(unit: Unit) -> None:
        broadcast = unit.broadcasts.by_slug(slug) if slug else None
        if slug and broadcast is None:
            raise web.HTTPNotFound
        id = broadcast.id if broadcast else ""
        done = replay(unit, unit.losses.ids(id, loss), desk.now())
        detail = {"messages": len(done.waiting), "left": len(done.unfit)}
        record(unit, staff, desk.now(), "messages replayed", id or "outbox", detail)

    await desk.database.transact(work)
    desk.wake(loss.channel)


def _read(text: str) -> Loss:
    """Return the way of being lost that a button names: channel, status, code."""
    channel, _, rest = text.partition("|")
    status, _, code = rest.partition("|")
    if status not in ("failed", "dead", "uncertain"):
        raise web.HTTPBadRequest
    return Loss(channel, status, code, 0)


ROUTES = (
    get("/sendings/lost", list_lost, WRITERS),
    post("/sendings/lost/replay", replay_lost, WRITERS),
    post("/sendings/one/{slug}/replay", replay_sending, WRITERS),
)
