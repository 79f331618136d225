"""How do districts get their shapes on the map: one GeoJSON file, matched by name?"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, send_to
from bot.console.gate import parts_of
from bot.console.role import ADMINS, TEAM, Role
from bot.console.route import get, post
from bot.console.settings.slug import make_slug
from bot.console.visit import Staff, visit_of
from bot.participation.shapes import SIZE, BadShapes, Drawn, read_shapes
from dialogues.reading.fold import fold
from storage.territory import District
from storage.unit import Unit

#: bytes of the answer to "make those that are missing?": no fewer than a boundary has
ANSWER = 256
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent."""

    data: bytes = b""
    create: bool = False


async def show_form(request: web.Request) -> web.StreamResponse:
    """Ask for a file."""
    return draw(request, "settings/shapes.html", fault="", params={}, size=SIZE // 1_000_000)


async def take_file(request: web.Request) -> web.StreamResponse:
    """Store the shapes of a file, or say in one sentence what is wrong with it; then nothing is stored."""
    desk, staff = desk_of(request), visit_of(request).staff
    upload = await _receive(request)
    try:
        drawn = read_shapes(upload.data) if upload.data else _nothing()
        await desk.database.transact(lambda unit: _store(unit, desk, staff, drawn, create=upload.create))
    except BadShapes as bad:
        size = SIZE // 1_000_000
        return draw(request, "settings/shapes.html", status=422, fault=bad.key, params=bad.params, size=size)
    await desk.reload()
    return send_to("/settings/districts", done="saved")


async def show_map(request: web.Request) -> web.StreamResponse:
    """Give the districts that have a shape, as GeoJSON."""

    def read(unit: Unit) -> dict[str, object]:
        names = {one.slug: one.name for one in unit.territory.districts()}
        features = [
            {"type": "Feature", "properties": {"slug": slug, "name": names[slug]}, "geometry": shape}
            for slug, shape in unit.territory.shapes().items()
        ]
        return {"type": "FeatureCollection", "features": features}

    return web.json_response(await desk_of(request).database.read(read))


async def erase_shape(request: web.Request) -> web.StreamResponse:
    """Take a district off the map."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]

    def erase(unit: Unit) -> None:
        if id not in unit.territory.shapes():
            raise web.HTTPNotFound
        unit.choices.hold()
        unit.territory.draw(id, None)
        record(unit, staff, desk.now(), "district shape removed", f"settings:districts:{id}")

    await desk.database.transact(erase)
    return send_to("/settings/districts", done="saved")


def _nothing() -> list[Drawn]:
    raise BadShapes("none")


async def _receive(request: web.Request) -> Upload:
    """Read an upload by pieces, and no further than a file may be long. Raise HTTPBadRequest for what is no form."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPBadRequest
    found = Upload()
    async for part in parts_of(request):
        if not isinstance(part, BodyPartReader):
            raise web.HTTPBadRequest
        if part.name == "create":
            found = Upload(found.data, bool((await part.read_chunk(ANSWER)).strip()))
        elif part.name == "file":
            found = Upload(await _read_file(part), found.create)
    return found


async def _read_file(part: BodyPartReader) -> bytes:
    data = bytearray()
    while piece := await part.read_chunk(CHUNK):
        data += piece
        if len(data) > SIZE:
            raise web.HTTPRequestEntityTooLarge(max_size=SIZE, actual_size=len(data))
    return bytes(data)


def _store(unit: Unit, desk: Desk, staff: Staff, drawn: list[Drawn], *, create: bool) -> None:
    """Give each district its shape; raise BadShapes where one is not known, and none may be made."""
    unit.choices.hold()
    known = unit.territory.districts()
    slugs = {fold(name): one.slug for one in known for name in (one.name, *one.aliases)}
    strange = [one.name for one in drawn if fold(one.name) not in slugs]
    if strange and not create:
        raise BadShapes("strange", {"names": ", ".join(strange[:5])})
    for one in drawn:
        slug = slugs.get(fold(one.name))
        if slug is None:
            taken = [other.slug for other in unit.territory.districts(retired=True)]
            slug = make_slug(one.name, taken)
            unit.territory.save(District(slug, one.name))
        unit.territory.draw(slug, one.shape)
    detail = {"districts": len(drawn), "new": len(strange)}
    record(unit, staff, desk.now(), "district shapes stored", "settings:districts", detail)


ROUTES = (
    get("/settings/districts/shapes", show_form, ADMINS),
    post("/settings/districts/shapes", take_file, ADMINS),
    get("/settings/districts/map", show_map, TEAM | {Role.ANALYST, Role.DPO}),
    post("/settings/districts/{id}/shape/remove", erase_shape, ADMINS),
)
