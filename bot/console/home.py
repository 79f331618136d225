"""What waits for me, and how is participation going?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw
from bot.console.overview.figures import read_figures
from bot.console.role import EVERYONE, READERS, TEAM, Role
from bot.console.route import get
from bot.console.visit import Staff, visit_of
from bot.participation.idea_states import UNREAD
from storage.overview import MOST
from storage.unit import Unit

#: how long before its end a survey is shown
SOON = timedelta(days=7)


async def show_home(request: web.Request) -> web.Response:
    """Show what this role may know, in a bounded number of rows."""
    desk, visit = desk_of(request), visit_of(request)

    def read(unit: Unit) -> dict[str, Any]:
        return _read(unit, desk, visit.staff, visit.language)

    shown = await desk.database.read(read)
    return draw(request, "home.html", most=MOST, **shown)


def _read(unit: Unit, desk: Desk, staff: Staff, language: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"todo": None, "figures": None, "since": None, "assigned": None}
    if staff.role in TEAM:
        shown |= {"todo": _todo(unit, desk.now()), "since": _since_yesterday(unit, desk)}
    if staff.role in READERS:
        shown["figures"] = read_figures(unit, desk, language, points=staff.role in TEAM)
    if staff.role is Role.ORGANISATION and staff.organisation:
        shown["assigned"] = unit.overview.assigned(staff.organisation)
    return shown


def _todo(unit: Unit, now: datetime) -> dict[str, Any]:
    """Return what waits for somebody."""
    waiting, unanswered = unit.appeals.counts()
    surveys = [one for one in unit.surveys.all() if one.takes_answers(now)]
    ending = [one for one in surveys if one.closes_at is not None and one.closes_at - now <= SOON]
    return {
        "moderation": unit.overview.unread(UNREAD),
        "waiting": waiting,
        "unanswered": unanswered,
        "lost": unit.overview.lost(),
        "parked": unit.inbox.counts().parked,
        "misunderstood": unit.overview.misunderstood(),
        "ending": sorted(ending, key=lambda one: str(one.closes_at)),
    }


def _since_yesterday(unit: Unit, desk: Desk) -> dict[str, int]:
    """Return what came since yesterday's first hour, on the territory's clocks."""
    midnight = desk.first_hour(1)
    day = midnight.date().isoformat()
    came = sum(n for _, kind, _, n in unit.tallies.since(day) if kind == "in")
    return {
        "ideas": unit.overview.ideas_since(midnight),
        "people": unit.overview.people_since(midnight),
        "messages": came,
    }


ROUTES = (get("/", show_home, EVERYONE),)
