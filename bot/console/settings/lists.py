"""Which themes, districts and consultations are there, in which order, and which are used no more?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, language_of, send_to
from bot.console.form import read_field
from bot.console.role import ADMINS
from bot.console.route import get, post
from bot.console.visit import visit_of
from dialogues.labels import spoken
from storage.territory import District, Theme
from storage.unit import Unit

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Row = Theme | District
#: which list of the territory is meant
Kind = type[Theme] | type[District]

LISTS: dict[str, Kind] = {"themes": Theme, "districts": District}


async def show_themes(request: web.Request) -> web.StreamResponse:
    """Show the themes in their order, those that are used no more last."""
    found = await desk_of(request).database.read(lambda unit: unit.territory.themes(retired=True))
    language = language_of(request)
    rows = [(one, spoken(one.labels, language, "fr"), ", ".join(one.keywords[:6])) for one in found]
    return draw(request, "settings/list.html", kind="themes", rows=rows, shapes=None)


async def show_districts(request: web.Request) -> web.StreamResponse:
    """Show the districts in their order, on a map where they have shapes."""

    def read(unit: Unit) -> tuple[list[District], set[str]]:
        return unit.territory.districts(retired=True), set(unit.territory.shapes())

    found, shapes = await desk_of(request).database.read(read)
    rows = [(one, one.name, ", ".join(one.aliases[:6])) for one in found]
    return draw(request, "settings/list.html", kind="districts", rows=rows, shapes=shapes)


async def show_consultations(request: web.Request) -> web.StreamResponse:
    """Show every consultation, drafts and old ones too."""
    desk = desk_of(request)
    found = await desk.database.read(lambda unit: unit.consultations.every())
    language = language_of(request)
    rows = [(one, spoken(one.title, language, "fr")) for one in found]
    return draw(request, "settings/consultations.html", rows=rows)


def _mover(name: str) -> Handler:
    """Return what moves one of a list up or down by one place."""

    async def move(request: web.Request) -> web.StreamResponse:
        step = {"up": -1, "down": 1}.get(await read_field(request, "to"))
        if step is None:
            raise web.HTTPBadRequest
        await _change(request, name, lambda rows, at: _moved(rows, at, step), "list ordered")
        return send_to(f"/settings/{name}", done="saved")

    return move


def _keeper(name: str, *, retired: bool) -> Handler:
    """Return what takes one of a list out of use, or back."""

    async def keep(request: web.Request) -> web.StreamResponse:
        action = "list entry retired" if retired else "list entry restored"
        await _change(
            request,
            name,
            lambda rows, at: [*rows[:at], replace(rows[at], retired=retired), *rows[at + 1 :]],
            action,
        )
        return send_to(f"/settings/{name}", done="saved")

    return keep


async def _change(
    request: web.Request, name: str, work: Callable[[Sequence[Row], int], Sequence[Row]], action: str
) -> None:
    """Change one row of a list, or the order; a process that reads the town sees it."""
    desk, staff, id, kind = desk_of(request), visit_of(request).staff, request.match_info["id"], LISTS[name]

    def change(unit: Unit) -> None:
        unit.choices.hold()
        town = unit.territory
        rows: Sequence[Row] = town.themes(retired=True) if kind is Theme else town.districts(retired=True)
        at = next((rank for rank, row in enumerate(rows) if row.slug == id), None)
        if at is None:
            raise web.HTTPNotFound
        for row in (after := work(rows, at)):
            if row not in rows:
                unit.territory.save(row)
        unit.territory.arrange(kind, [row.slug for row in after])
        record(unit, staff, desk.now(), action, f"settings:{name}:{id}")

    await desk.database.transact(change)
    await desk.reload()


def _moved(rows: Sequence[Row], at: int, step: int) -> Sequence[Row]:
    """Return the rows with one of them a place higher or lower; at an end it stays."""
    to = min(max(at + step, 0), len(rows) - 1)
    order = list(rows)
    order.insert(to, order.pop(at))
    return order


ROUTES = (
    get("/settings/themes", show_themes, ADMINS),
    get("/settings/districts", show_districts, ADMINS),
    get("/settings/consultations", show_consultations, ADMINS),
    *(post(f"/settings/{name}/{{id}}/move", _mover(name), ADMINS) for name in LISTS),
    *(post(f"/settings/{name}/{{id}}/retire", _keeper(name, retired=True), ADMINS) for name in LISTS),
    *(post(f"/settings/{name}/{{id}}/restore", _keeper(name, retired=False), ADMINS) for name in LISTS),
)
