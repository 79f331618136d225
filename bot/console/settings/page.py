"""How is a page of settings shown and saved, whatever it holds?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, language_of, send_to, words_of
from bot.console.form import read_posted
from bot.console.role import ADMINS
from bot.console.route import Route, get, post
from bot.console.settings.saving import NEW, Clashes, Outdated, settle
from bot.console.settings.section import YES, Ask, Content, Faults, Place, Section, Typed, review, seal
from bot.console.visit import visit_of
from bot.settings.model import extra_of, fields, variable_of
from storage.unit import Unit

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: characters of a field that are read before it is refused
READ = 20_000


def place_of(request: web.Request) -> Place:
    """Return where the page is drawn."""
    return Place(desk_of(request), words_of(request)["settings"], language_of(request))


def routes_of(section: Section) -> tuple[Route, ...]:
    """Return the routes of a section: its form, and what takes it."""
    path = section.path() + ("/{id}" if section.blank else "")
    shown, saved = get(path, _shower(section), ADMINS), post(path, _saver(section), ADMINS)
    if section.resettable:
        return shown, saved, post(f"{path}/reset", _resetter(section), ADMINS)
    return shown, saved


def _shower(section: Section) -> Handler:
    async def show(request: web.Request) -> web.StreamResponse:
        place, id = place_of(request), request.match_info.get("id", "")
        content = await _find(place, section, id)
        return _draw(request, place, content, Sheet(section, id, section.fill(place, content)))

    return show


def _saver(section: Section) -> Handler:
    async def save(request: web.Request) -> web.StreamResponse:
        place, id, desk = place_of(request), request.match_info.get("id", ""), desk_of(request)
        content = await _find(place, section, id)
        form = await read_posted(request)
        typed = {ask.name: _clean(form.get(ask.name, "")) for ask in section.asks(place)}
        faults = review(section.asks(place), typed)
        wanted, more = section.check(place, typed, content) if not faults else (content, {})
        sheet = Sheet(section, id, typed, seen=_seen(form))
        if faults := {**more, **faults}:
            return _draw(request, place, content, replace(sheet, faults=faults))
        staff = visit_of(request).staff
        try:
            await desk.database.transact(
                lambda unit: settle(unit, place, staff, section, id, _seen(form), wanted)
            )
        except Outdated as other:
            return _draw(request, place, other.content, replace(sheet, seen=None, other=other))
        except Clashes as clash:
            return _draw(request, place, content, replace(sheet, faults=clash.faults))
        await desk.reload()
        return send_to(section.back if section.blank else section.path(), done="saved")

    return save


def _resetter(section: Section) -> Handler:
    async def reset(request: web.Request) -> web.StreamResponse:
        desk, staff = desk_of(request), visit_of(request).staff

        def drop(unit: Unit) -> None:
            unit.choices.hold()
            unit.choices.drop(section.name)
            record(unit, staff, desk.now(), "settings reset", section.subject())

        await desk.database.transact(drop)
        await desk.reload()
        return send_to(section.path(), done="saved")

    return reset


async def _find(place: Place, section: Section, id: str) -> Content:
    """Return what is stored, or a blank one; raise HTTPNotFound for what is not there."""
    if id == NEW and section.blank is not None:
        return section.blank(place)
    content = await place.desk.database.read(lambda unit: section.read(unit, id))
    if content is None:
        raise web.HTTPNotFound
    return content


def _seen(form: Any) -> str:
    return str(form.get("seen", ""))


def _clean(given: object) -> str:
    """Return what was typed with the ends of lines of this machine; a file is nothing."""
    return given[:READ].replace("\r\n", "\n").strip() if isinstance(given, str) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it is drawn: what is in it, and what is said of it."""

    section: Section
    id: str
    typed: Typed
    faults: Faults = field(default_factory=dict)
    #: what its editor saw; None: what is stored now
    seen: str | None = None
    #: who was quicker
    other: Outdated | None = None

    @property
    def status(self) -> int:
        """Status of the answer."""
        return 409 if self.other is not None else 422 if self.faults else 200


def _draw(request: web.Request, place: Place, content: Content, sheet: Sheet) -> web.Response:
    section, asks = sheet.section, sheet.section.asks(place)
    other, theirs = sheet.other, section.fill(place, content)
    return draw(
        request,
        "settings/form.html",
        status=sheet.status,
        section=section,
        id=sheet.id,
        new=sheet.id == NEW,
        asks=asks,
        groups=[(group, list(mine)) for group, mine in groupby(asks, key=lambda ask: ask.group)],
        typed=sheet.typed,
        yes=YES,
        faults=sheet.faults,
        seen=seal(content) if sheet.seen is None else sheet.seen,
        other=other,
        differences=_differences(asks, theirs, sheet.typed) if other is not None else [],
        environment=[_describe(place, name) for name in section.environment],
        chosen=bool(content) if section.resettable else True,
    )


def _differences(asks: Sequence[Ask], theirs: Typed, yours: Typed) -> list[tuple[Ask, str, str]]:
    return [(ask, theirs[ask.name], yours[ask.name]) for ask in asks if theirs[ask.name] != yours[ask.name]]


def _describe(place: Place, name: str) -> tuple[str, str]:
    """Return a setting of the environment as a page may show it: a secret is only there, or not."""
    value = getattr(place.desk.settings, name)
    if extra_of(fields()[name])["secret"]:
        return variable_of(name), "•••" if value else ""
    match value:
        case None | "":
            return variable_of(name), ""
        case bool():
            return variable_of(name), str(value).lower()
        case tuple():
            return variable_of(name), ",".join(value)
    return variable_of(name), str(value)
