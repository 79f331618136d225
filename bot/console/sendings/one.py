"""How do staff follow one sending, and steer it?"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import DRAWING, draw, language_of, send_to, words_of
from bot.console.role import READERS, WRITERS
from bot.console.route import get, post
from bot.console.segments.choices import find_choices
from bot.console.segments.fields import first, read_fields
from bot.console.segments.phrase import say_segment
from bot.console.sendings.attempt import attempt
from bot.console.sendings.names import find_authors, find_titles, title_of
from bot.console.sendings.phones import show_survey, show_text
from bot.console.sendings.progress import (
    STATES,
    Progress,
    acts_of,
    is_live,
    needs_approval,
    read_progress,
)
from bot.console.streams import HEADERS, encode, pause
from bot.console.visit import visit_of
from bot.errors import PalabreError
from bot.scheduler import steering
from storage.broadcast import GOING, Broadcast
from storage.unit import Unit

#: Times that a look took, of which a stream rests before the next one.
RESTS = 10

#: Seconds between two looks of a stream at least, and after which it ends for good: a page left open is nobody's presence.
LOOK, LONGEST = 2.0, 1_800.0


async def show_sending(request: web.Request) -> web.Response:
    """Show one sending: what, to whom, how far, and what may be done."""
    return await _show(request)


async def show_progress(request: web.Request) -> web.Response:
    """Show the figures alone."""
    found = await _progress(request)
    return draw(request, "sendings/progress.html", **_figures(desk_of(request), found))


async def follow_sending(request: web.Request) -> web.StreamResponse:
    """Send the figures whenever they change, until it is over, the reader leaves or the service stops."""
    found = await _progress(request)
    response = web.StreamResponse(headers=HEADERS)
    await response.prepare(request)
    with suppress(ConnectionResetError):  # the reader has left: nothing to tell anyone
        await _follow(request, response, found)
    return response


async def _follow(request: web.Request, response: web.StreamResponse, found: Progress) -> None:
    desk, loop = desk_of(request), asyncio.get_running_loop()
    last, took, ends = dict[str, str](), 0.0, loop.time() + LONGEST
    while loop.time() < ends:
        parts = {"progress": _draw_figures(request, found), "steering": _draw_steering(request, found)}
        news = [encode(name, text) for name, text in parts.items() if text != last.get(name)]
        await response.write(b"".join(news) or b": still here\n\n")
        if not is_live(found, desk.now()):
            break
        if not await pause(request, max(LOOK, RESTS * took)):
            return
        begun = loop.time()
        last, found = parts, await _progress(request)
        took = loop.time() - begun
    await response.write(encode("over", "over"))


async def steer_sending(request: web.Request) -> web.StreamResponse:
    """Approve, pause, resume or cancel; one that somebody changed meanwhile is shown as it is now."""
    fields = await read_fields(request)
    slug, wanted, seen = request.match_info["slug"], request.match_info["act"], first(fields, "seen")
    if wanted not in ("approve", "pause", "resume", "cancel"):
        raise web.HTTPNotFound
    desk, staff = desk_of(request), visit_of(request).staff

    def steer(unit: Unit) -> str:
        held = unit.broadcasts.by_slug(slug, hold=True)
        if held is None:
            raise web.HTTPNotFound
        if held.state != seen:
            return "changed"
        if wanted not in acts_of(held, staff.actor, reserve=desk.sending.reserve):
            return "refused"
        _steer(unit, wanted, slug, staff.actor, request)
        return ""

    if problem := await attempt(desk, steer):
        return await _show(request, problem)
    for channel in desk.sending.channels:
        desk.wake(channel)
    return send_to(f"/sendings/one/{slug}", done=f"sending_{wanted}")


def _steer(unit: Unit, wanted: str, slug: str, by: str, request: web.Request) -> None:
    desk = desk_of(request)
    now = desk.now()
    match wanted:
        case "approve":
            steering.approve(unit, desk.sending, slug, by, now)
        case "pause":
            steering.pause(unit, slug, by, now)
        case "resume":
            steering.resume(unit, slug, by, now)
        case _:
            steering.cancel(unit, slug, by, now)


async def _show(request: web.Request, problem: str = "") -> web.Response:
    desk, words, language = desk_of(request), words_of(request), language_of(request)
    slug = request.match_info["slug"]
    found = await _progress(request, whole="whole" in request.query)

    def read(unit: Unit) -> dict[str, Any]:
        b = found.status.broadcast
        choices = find_choices(unit, desk, words["segments"], language)
        authors = find_authors(unit, [b.created_by, *([b.approved_by] if b.approved_by else [])])
        return {
            "title": title_of(b, find_titles(unit, language), language),
            "who": say_segment(b.segment, words["segments"], choices),
            "authors": authors,
            "phones": _phones(unit, request, b),
            "reminders": unit.broadcasts.reminders(slug),
            "survey": unit.surveys.by_slug(b.survey) if b.survey else None,
        }

    more = await desk.database.read(read)
    return draw(
        request, "sendings/one.html", status=409 if problem else 200, problem=problem,
        live=is_live(found, desk.now()), **_steering(request, found), **_figures(desk, found), **more,
    )  # fmt: skip


def _steering(request: web.Request, found: Progress) -> dict[str, Any]:
    """Return what this member of staff may do with it now."""
    b, staff, reserve = found.status.broadcast, visit_of(request).staff, desk_of(request).sending.reserve
    acts = acts_of(b, staff.actor, reserve=reserve) if staff.role in WRITERS else ()
    return {"acts": acts, "own": needs_approval(b, reserve=reserve) and "approve" not in acts}


def _phones(unit: Unit, request: web.Request, b: Broadcast) -> dict[str, Any]:
    desk = desk_of(request)
    if b.survey is None:
        return {language: show_text(desk, b.texts, language, b.created_at) for language in b.texts}
    survey = unit.surveys.by_slug(b.survey)
    first_one = desk.languages[0]
    return {first_one: show_survey(unit, desk, survey, first_one, b.created_at)} if survey else {}


async def _progress(request: web.Request, *, whole: bool = True) -> Progress:
    slug = request.match_info["slug"]
    try:
        return await desk_of(request).database.read(lambda unit: read_progress(unit, slug, whole=whole))
    except PalabreError:
        raise web.HTTPNotFound from None


def _figures(desk: Desk, found: Progress) -> dict[str, Any]:
    """Return what the figures show; `opens` is when the next message may leave, None where nothing is in its way."""
    now, b = desk.now(), found.status.broadcast
    opens = desk.sending.window.opens(now) if found.waits and b.state in GOING else now
    return {"p": found, "b": b, "states": STATES, "opens": opens if opens > now else None}


def _draw_figures(request: web.Request, found: Progress) -> str:
    return _draw_part(request, "progress", **_figures(desk_of(request), found))


def _draw_steering(request: web.Request, found: Progress) -> str:
    return _draw_part(request, "steering", b=found.status.broadcast, **_steering(request, found))


def _draw_part(request: web.Request, name: str, **shown: Any) -> str:
    visit = visit_of(request)
    given = {"w": words_of(request), "language": language_of(request), "visit": visit, "csrf": visit.csrf}
    return request.app[DRAWING].render(f"sendings/{name}.html", {**given, **shown})


ROUTES = (
    get("/sendings/one/{slug}", show_sending, READERS),
    get("/sendings/one/{slug}/progress", show_progress, READERS),
    get("/sendings/one/{slug}/stream", follow_sending, READERS),
    post("/sendings/one/{slug}/{act}", steer_sending, WRITERS),
)
