"""How do staff list, build, keep and remove segments?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, is_part, language_of, send_to, words_of
from bot.console.kept import show_after, take_up
from bot.console.role import WRITERS
from bot.console.route import get, post
from bot.console.segments.builder import (
    ADDED,
    NESTED,
    Builder,
    act,
    check,
    open_builder,
    read_builder,
)
from bot.console.segments.choices import Choices, find_choices
from bot.console.segments.counting import LIVE, RECKON, Count, count
from bot.console.segments.fields import Fields, Told, first, read_fields
from bot.console.segments.phrase import say_segment
from bot.console.segments.slug import slug_of
from bot.console.visit import visit_of
from bot.participation.segments.reading import PURPOSES, STRATA, read_segment, write_segment
from storage.unit import Unit

#: Segments that a town may keep: a page lists them all.
MOST = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """One segment as its form shows it."""

    name: str
    builder: Builder
    purpose: Literal["questions", "news"] = "news"
    #: when it was changed last, as the form saw it; "" for a new one
    seen: str = ""
    #: name that it was opened by, "" for a new one
    slug: str = ""


async def list_segments(request: web.Request) -> web.Response:
    """Show the segments and the groups."""

    def read(unit: Unit) -> dict[str, Any]:
        choices, words = _choices(unit, request), words_of(request)["segments"]
        kept = [(slug, say_segment(data, words, choices)) for slug, data in unit.segments.all()]
        return {"segments": kept, "groups": list(unit.segments.groups().items())}

    return draw(request, "segments/list.html", **await desk_of(request).database.read(read))


async def new_segment(request: web.Request) -> web.Response:
    """Show an empty builder, or what is being built."""
    if fields := take_up(request):
        return await _built(request, fields)
    return await _show(request, Kept("", Builder()))


async def show_segment(request: web.Request) -> web.Response:
    """Show one segment in the builder."""
    slug = request.match_info["slug"]

    def read(unit: Unit) -> Kept | None:
        data, changed = unit.segments.by_slug(slug), unit.segments.changed_at(slug)
        if data is None or changed is None:
            return None
        return Kept(slug, open_builder(data), seen=changed.isoformat(), slug=slug)

    found = await desk_of(request).database.read(read)
    if found is None:
        raise web.HTTPNotFound
    return await _show(request, found, counted=True)


async def change_segment(request: web.Request) -> web.Response:
    """Add or remove a piece, count, or keep the segment: what the button says."""
    fields = await read_fields(request)
    if first(fields, "act") == "save":
        return await _save(request, _read(fields))
    if is_part(request):
        return await _built(request, fields)
    return await show_after(request, "/sendings/segments/new", fields)


async def _built(request: web.Request, fields: Fields) -> web.Response:
    """Show the builder after the button that was pressed."""
    kept = _read(fields)
    changed = replace(kept, builder=act(kept.builder, fields))
    wanted = first(fields, "act")
    return await _show(request, changed, counted=wanted in ("count", RECKON), at_once=wanted == RECKON)


async def count_segment(request: web.Request) -> web.Response:
    """Show how many people the builder means now."""
    fields = await read_fields(request)
    kept, asked = _read(fields), first(fields, "act") == RECKON

    def read(unit: Unit) -> dict[str, Any]:
        builder = check(kept.builder, _choices(unit, request))
        if not asked and unit.planning.is_large(LIVE):
            return {"counted": None, "asks": True, "counting": False}
        counted = _count(unit, request, replace(kept, builder=builder))
        return {"counted": counted, "asks": False, "counting": False}

    return draw(request, "segments/count.html", **await desk_of(request).database.read(read))


async def remove_segment(request: web.Request) -> web.StreamResponse:
    """Forget a segment; nothing that was sent or scheduled by it changes."""
    slug, staff, desk = request.match_info["slug"], visit_of(request).staff, desk_of(request)

    def remove(unit: Unit) -> None:
        if unit.segments.changed_at(slug, hold=True) is None:
            raise web.HTTPNotFound
        unit.segments.remove(slug)
        record(unit, staff, desk.now(), "segment removed", slug)

    await desk.database.transact(remove)
    return send_to("/sendings/segments", done="saved")


async def _save(request: web.Request, kept: Kept) -> web.Response:
    """Keep a segment, or show what is wrong, or who was quicker."""
    slug, desk, staff = slug_of(kept.name), desk_of(request), visit_of(request).staff

    def save(unit: Unit) -> Kept | None:
        builder = check(kept.builder, _choices(unit, request))
        if not slug:
            builder = replace(builder, faults={**builder.faults, "name": "name"})
        before = unit.segments.changed_at(slug, hold=True) if slug else None
        seen = _stamp(before)
        if before is not None and (slug != kept.slug or seen != kept.seen):
            key = "changed" if slug == kept.slug else "taken"
            builder = replace(builder, faults={**builder.faults, "name": key})
        if builder.faults:
            return replace(kept, builder=builder, seen=seen if slug == kept.slug else kept.seen)
        names = desk.sending.known(unit, desk.now()).names
        data = write_segment(read_segment(builder.segment(), seed=slug, names=names))
        unit.segments.save(slug, data, desk.now())
        if kept.slug and kept.slug != slug:
            unit.segments.remove(kept.slug)
        record(unit, staff, desk.now(), "segment saved", slug)
        return None

    refused = await desk.database.transact(save)
    if refused is None:
        return send_to("/sendings/segments", done="saved")
    status = 409 if refused.builder.faults.get("name") == "changed" else 400
    return await _show(request, refused, status=status, counted=True)


async def _show(
    request: web.Request, kept: Kept, *, status: int = 200, counted: bool = False, at_once: bool = False
) -> web.Response:
    """Show the builder; in a large town the page asks for its count once it is there, unless told to count at once."""

    def read(unit: Unit) -> dict[str, Any]:
        choices, words = _choices(unit, request), words_of(request)["segments"]
        other = unit.segments.by_slug(kept.slug) if kept.builder.faults.get("name") == "changed" else None
        checked = replace(kept, builder=check(kept.builder, choices))
        later = not at_once and unit.planning.is_large(LIVE)
        return {
            "choices": choices,
            "other": say_segment(other, words, choices) if other is not None else "",
            "counted": _count(unit, request, checked) if counted and not later else None,
            "counting": counted and later and not checked.builder.faults,
        }

    found = await desk_of(request).database.read(read)
    return draw(
        request,
        "segments/edit.html",
        status=status,
        kept=kept,
        asks=False,
        **shown_builder(kept.builder),
        **found,
    )


def shown_builder(builder: Builder) -> dict[str, Any]:
    """Return what the builder's part of a page needs beside the choices."""
    told = replace(builder, faults=Told(builder.faults))
    return {"builder": told, "added": ADDED, "nested": NESTED, "strata": STRATA}


def _count(unit: Unit, request: web.Request, kept: Kept) -> Count | None:
    """Return how many are meant, None while something is missing."""
    if kept.builder.faults:
        return None
    segment = write_segment(read_segment(kept.builder.segment(), seed=kept.slug or "apercu"))
    return count(unit, desk_of(request), segment, kept.purpose)


def _read(fields: Fields) -> Kept:
    purpose: Literal["questions", "news"] = "questions" if first(fields, "purpose") == PURPOSES[0] else "news"
    return Kept(
        first(fields, "name")[:80],
        read_builder(fields),
        purpose,
        first(fields, "seen"),
        first(fields, "slug"),
    )


def _choices(unit: Unit, request: web.Request) -> Choices:
    return find_choices(unit, desk_of(request), words_of(request)["segments"], language_of(request))


def _stamp(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


ROUTES = (
    get("/sendings/segments", list_segments, WRITERS),
    get("/sendings/segments/new", new_segment, WRITERS),
    post("/sendings/segments/new", change_segment, WRITERS),
    post("/sendings/segments/count", count_segment, WRITERS),
    get("/sendings/segments/one/{slug}", show_segment, WRITERS),
    post("/sendings/segments/one/{slug}/remove", remove_segment, WRITERS),
)
