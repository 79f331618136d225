"""How do staff follow a repeated sending: its next times, what it made, pause, resume, end?"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of, send_to, words_of
from bot.console.role import READERS, WRITERS
from bot.console.route import get, post
from bot.console.segments.choices import find_choices
from bot.console.segments.fields import first, read_fields
from bot.console.segments.phrase import say_segment
from bot.console.sendings.attempt import attempt
from bot.console.sendings.names import find_authors, find_titles, title_of
from bot.console.sendings.sentence import say_recurrence
from bot.console.sendings.times import SHOWN, Time, find_times
from bot.console.visit import visit_of
from bot.pages.plural import say_count
from bot.participation.broadcasts.recurrence import read_rule
from bot.scheduler import repeating
from bot.scheduler.occurring import timetable
from storage.schedules import Schedule
from storage.unit import Unit

#: Sendings made that a page shows.
MADE = 50

ACTS = {"active": ("pause", "end"), "paused": ("resume", "end"), "ended": ()}


async def show_repeat(request: web.Request) -> web.Response:
    """Show one schedule."""
    return await _show(request)


async def steer_repeat(request: web.Request) -> web.StreamResponse:
    """Pause, resume or end; one that somebody changed meanwhile is shown as it is now."""
    slug, wanted = request.match_info["slug"], request.match_info["act"]
    seen = first(await read_fields(request), "seen")
    if wanted not in ("pause", "resume", "end"):
        raise web.HTTPNotFound
    desk, by = desk_of(request), visit_of(request).staff.actor

    def steer(unit: Unit) -> str:
        found = unit.schedules.by_slug(slug)
        if found is None:
            raise web.HTTPNotFound
        if found.state != seen or wanted not in ACTS[found.state]:
            return "changed"
        match wanted:
            case "pause":
                repeating.pause(unit, slug, by, desk.now())
            case "resume":
                repeating.resume(unit, desk.sending, slug, by, desk.now())
            case _:
                repeating.end(unit, slug, by, desk.now())
        return ""

    if problem := await attempt(desk, steer):
        return await _show(request, problem)
    return send_to(f"/sendings/repeat/{slug}", done="saved")


async def _show(request: web.Request, problem: str = "") -> web.Response:
    desk, words, language = desk_of(request), words_of(request), language_of(request)

    def read(unit: Unit) -> dict[str, Any]:
        found = unit.schedules.by_slug(request.match_info["slug"], hold=False)
        if found is None:
            raise web.HTTPNotFound
        choices = find_choices(unit, desk, words["segments"], language)
        return {
            "s": found,
            "title": title_of(found.draft, find_titles(unit, language), language),
            "who": say_segment(found.draft.get("segment"), words["segments"], choices),
            "rhythm": say_schedule(found, words, language),
            "times": next_times(found, desk),
            "made": unit.broadcasts.of_schedule(found.slug, MADE),
            "authors": find_authors(unit, [found.created_by]),
        }

    shown = await desk.database.read(read)
    acts = ACTS[shown["s"].state] if visit_of(request).staff.role in WRITERS else ()
    status = 409 if problem else 200
    return draw(request, "sendings/repeat.html", status=status, acts=acts, problem=problem, **shown)


def say_schedule(schedule: Schedule, words: Any, language: str) -> str:
    """Return how often a schedule sends, in words."""
    said = words["sendings"]
    if schedule.after:
        act = said["acts"].get(schedule.after, schedule.after)
        return say_count(said["days_after"], schedule.days, language, act=act)
    if not schedule.rule:
        return str(said["once"])
    meant = read_rule(schedule.rule)
    return say_recurrence(meant, words, language) if meant is not None else str(said["own_rhythm"])


def next_times(schedule: Schedule, desk: Desk, count: int = SHOWN) -> list[Time]:
    """Return the next times of a schedule that fires."""
    if schedule.after or schedule.state != "active":
        return []
    return find_times(timetable(schedule, desk.sending), desk, count)


ROUTES = (
    get("/sendings/repeat/{slug}", show_repeat, READERS),
    post("/sendings/repeat/{slug}/{act}", steer_repeat, WRITERS),
)
