"""Who did what, to what, and when? The audit as it is read: nobody changes it."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

import orjson
from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, language_of, words_of
from bot.console.form import read_posted
from bot.console.role import GUARDIANS
from bot.console.route import get, post
from bot.console.subjects import name_subjects
from bot.console.visit import visit_of
from bot.participation.results.sheet import harmless
from storage.journal import Entry, Wanted
from storage.unit import Unit

#: acts of a page, and of one reading of an export
PAGE, EXPORTED = 50, 2_000
#: characters of a filter that are read
READ = 120

FILTERS = ("who", "what", "subject", "since", "until")
HEADS = ("at", "who", "what", "subject", "detail")


async def show_journal(request: web.Request) -> web.StreamResponse:
    """Show the latest acts, or those before a given one."""
    desk = desk_of(request)
    typed = {name: request.query.get(name, "")[:READ].strip() for name in FILTERS}
    wanted, faults = _read(request, typed)
    before = _key(request.query.get("before", ""))

    words, language = words_of(request), language_of(request)

    def read(unit: Unit) -> tuple[list[Entry], dict[int, str], dict[str, str], list[str], list[str]]:
        names = {f"staff:{one.id}": one.name for one in unit.staff.all()}
        found = [] if faults else unit.journal.page(wanted, PAGE + 1, before)
        subjects = name_subjects(unit, found[:PAGE], words, language)
        return found, subjects, names, unit.journal.actors(), unit.journal.actions()

    found, subjects, names, actors, actions = await desk.database.read(read)
    entries, more = found[:PAGE], len(found) > PAGE
    filters = {name: value for name, value in typed.items() if value}
    older = urlencode({**filters, "before": f"{entries[-1].at.isoformat()}_{entries[-1].id}"}) if more else ""
    return draw(
        request,
        "journal.html",
        status=422 if faults else 200,
        entries=entries,
        names=names,
        actors=sorted(actors, key=lambda actor: names.get(actor, actor)),
        actions=sorted(actions, key=lambda act: str(words["journal"]["actions"].get(act, act))),
        typed=typed,
        faults=faults,
        older=older,
        newest=urlencode(filters) if before else None,
        subjects=subjects,
        said=words["journal"]["actions"],
        values=_values(words),
    )


def _values(words: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands for the values that details hold: states and reasons of ideas, roles, channels."""
    found = [words["ideas"]["states"], words["idea"]["reasons"], words["layout"]["roles"]]
    return {
        key: said for known in [*found, words["conversations"]["channels"]] for key, said in known.items()
    }


async def export_journal(request: web.Request) -> web.StreamResponse:
    """Give every act that is meant as CSV, by pieces; that it was exported is an act too."""
    desk, staff = desk_of(request), visit_of(request).staff
    form = await read_posted(request)
    typed = {name: str(form.get(name, ""))[:READ].strip() for name in FILTERS}
    wanted, faults = _read(request, typed)
    if faults:
        raise web.HTTPBadRequest
    filters = sorted(name for name, value in typed.items() if value)
    await desk.database.transact(
        lambda unit: record(unit, staff, desk.now(), "journal exported", "journal", {"filters": filters})
    )
    response = web.StreamResponse(headers={"Content-Disposition": 'attachment; filename="journal.csv"'})
    response.content_type, response.charset = "text/csv", "utf-8"
    await response.prepare(request)
    await response.write(_lines([HEADS]))
    async for entries in _pages(request, wanted):
        await response.write(_lines([_cells(entry) for entry in entries]))
    await response.write_eof()
    return response


async def _pages(request: web.Request, wanted: Wanted) -> AsyncIterator[list[Entry]]:
    database, before = desk_of(request).database, None
    while found := await database.read(
        lambda unit, before=before: unit.journal.page(wanted, EXPORTED, before)  # type: ignore[misc]
    ):
        yield found
        before = (found[-1].at, found[-1].id)


def _cells(entry: Entry) -> list[str]:
    detail = orjson.dumps(entry.detail).decode() if entry.detail else ""
    return [entry.at.isoformat(), entry.actor, entry.action, entry.subject, detail]


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows as CSV that no spreadsheet runs."""
    text = io.StringIO()
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue().encode()


def _read(request: web.Request, typed: Mapping[str, str]) -> tuple[Wanted, dict[str, str]]:
    """Return what is meant, and what is wrong with the dates; the last day is included."""
    faults: dict[str, str] = {}
    days: dict[str, datetime | None] = {"since": None, "until": None}
    for name in days:
        try:
            days[name] = _day(request, typed[name], later=name == "until")
        except (ValueError, OverflowError):
            faults[name] = "date"
    wanted = Wanted(typed["who"], typed["what"], typed["subject"], days["since"], days["until"])
    return wanted, faults


def _day(request: web.Request, typed: str, *, later: bool) -> datetime | None:
    if not typed:
        return None
    day = date.fromisoformat(typed) + timedelta(days=1 if later else 0)
    return datetime.combine(day, time.min, desk_of(request).timezone).astimezone(UTC)


def _key(given: str) -> tuple[datetime, int] | None:
    """Return the time and number of the last act shown; None for the first page. Raise HTTPBadRequest."""
    if not given:
        return None
    at, _, id = given.rpartition("_")
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError("no time zone")
        return moment.astimezone(UTC), int(id[:18])
    except (ValueError, OverflowError):
        raise web.HTTPBadRequest from None


ROUTES = (
    get("/journal", show_journal, GUARDIANS),
    post("/journal/export", export_journal, GUARDIANS),
)
