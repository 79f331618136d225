"""Which sendings go on, are to come, and were made? The list, and the calendar of a month."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Any

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, language_of, words_of
from bot.console.role import READERS
from bot.console.route import get
from bot.console.sendings.names import find_titles, title_of
from bot.console.sendings.repeat import next_times, say_schedule
from bot.scheduler.occurring import timetable
from storage.broadcast import GOING, Broadcast
from storage.schedules import Schedule
from storage.unit import Unit

#: Sendings of one page, of those that go on, and of one month.
PAGE, OPEN, MONTH = 30, 100, 1_000

#: Times of one schedule that a month shows.
TIMES = 62


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the calendar."""

    at: datetime
    title: str
    href: str
    #: of a broadcast; "planned" for a time to come of a schedule
    state: str
    #: how many share the line: what follows acts is made by the dozen
    count: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month's sheet."""

    day: date
    entries: Sequence[Entry]
    away: bool
    today: bool
    shut: bool


async def list_sendings(request: web.Request) -> web.Response:
    """Show what goes on and is to come first, then what is over, page by page."""
    desk, words, language = desk_of(request), words_of(request), language_of(request)
    before = request.query.get("before", "")[:40]

    def read(unit: Unit) -> dict[str, Any]:
        titles, past = find_titles(unit, language), unit.broadcasts.page(PAGE + 1, before)
        schedules = unit.schedules.all()
        return {
            "open": [(b, title_of(b, titles, language)) for b in unit.broadcasts.open(OPEN)],
            "past": [(b, title_of(b, titles, language)) for b in past[:PAGE]],
            "after": past[PAGE - 1].id if len(past) > PAGE else "",
            "schedules": [
                (
                    s,
                    title_of(s.draft, titles, language),
                    say_schedule(s, words, language),
                    next_times(s, desk, 1),
                )
                for s in schedules
                if s.state != "ended"
            ],
        }

    found = await desk.database.read(read)
    shut = not desk.sending.window.is_open(desk.now())
    return draw(request, "sendings/list.html", before=before, shut=shut, going=GOING, **found)


async def show_calendar(request: web.Request) -> web.Response:
    """Show a month: what was sent, and what is to come."""
    desk, language = desk_of(request), language_of(request)
    today = desk.now().astimezone(desk.timezone).date()
    month = _read_month(request.query.get("month", ""), today)
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    first, last = weeks[0][0], weeks[-1][-1] + timedelta(days=1)

    def read(unit: Unit) -> list[Entry]:
        titles = find_titles(unit, language)
        begin, end = _midnight(desk, first), _midnight(desk, last)
        found = unit.broadcasts.between(begin, end, MONTH)
        to_come = [s for s in unit.schedules.all() if s.state == "active" and not s.after]
        entries = [
            *_made(found, titles, language, desk),
            *_to_come(to_come, titles, language, desk, begin, end),
        ]
        return sorted(entries, key=lambda entry: entry.at)

    entries = await desk.database.read(read)
    days = defaultdict(list)
    for entry in entries:
        days[entry.at.astimezone(desk.timezone).date()].append(entry)
    shut = desk.sending.window.is_shut
    sheet = [
        [Day(day, days[day], day.month != month.month, day == today, shut(day)) for day in week]
        for week in weeks
    ]
    shown = [entry for entry in entries if entry.at.astimezone(desk.timezone).month == month.month]
    return draw(
        request, "sendings/calendar.html", month=month, sheet=sheet, entries=shown,
        before=_neighbour(month, -1), after=_neighbour(month, 1),
    )  # fmt: skip


def _made(found: Sequence[Broadcast], titles: Any, language: str, desk: Desk) -> list[Entry]:
    """Return the broadcasts of a month; those that follow acts share one line a day."""
    entries, following = [], defaultdict(list)
    for b in found:
        if b.schedule and b.occurrence and b.occurrence.isdecimal():
            following[b.schedule, b.due_at.astimezone(desk.timezone).date()].append(b)
        else:
            href = f"/console/sendings/one/{b.slug}"
            entries.append(Entry(b.due_at, title_of(b, titles, language), href, b.state))
    for (slug, _), made in following.items():
        href, state = f"/console/sendings/repeat/{slug}", made[-1].state
        title = title_of(made[0], titles, language)
        entries.append(Entry(made[0].due_at, title, href, state, len(made)))
    return entries


def _to_come(
    schedules: Sequence[Schedule], titles: Any, language: str, desk: Desk, begin: datetime, end: datetime
) -> list[Entry]:
    """Return the times of schedules that have not come yet."""
    since = max(begin, desk.now()) - timedelta(seconds=1)
    return [
        Entry(at, title_of(s.draft, titles, language), f"/console/sendings/repeat/{s.slug}", "planned")
        for s in schedules
        for at in islice(takewhile(lambda at: at < end, timetable(s, desk.sending).after(since)), TIMES)
    ]


def _read_month(text: str, today: date) -> date:
    """Return the first day of a month written 2026-11; of this one for anything else."""
    try:
        found = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007
    except ValueError:
        found = today
    return found.replace(day=1) if 2000 <= found.year <= 2200 else today.replace(day=1)


def _neighbour(month: date, ahead: int) -> str:
    other = (month.replace(day=1) + timedelta(days=31 * ahead if ahead > 0 else -1)).replace(day=1)
    return f"{other:%Y-%m}"


def _midnight(desk: Desk, day: date) -> datetime:
    return datetime.combine(day, time(), desk.timezone).astimezone(UTC)


ROUTES = (
    get("/sendings", list_sendings, READERS),
    get("/sendings/calendar", show_calendar, READERS),
)
