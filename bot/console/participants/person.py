"""What is known of one participant: what they did, what they agreed to, in which words?"""

from __future__ import annotations

from typing import Any

import orjson
from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw
from bot.console.participants.finding import KEEPERS
from bot.console.role import GUARDIANS, TEAM
from bot.console.route import get, post
from bot.console.visit import visit_of
from bot.pages.held import without_codes
from bot.participation.pseudonym import write_pseudonym
from dialogues.labels import spoken
from storage.directory import Person
from storage.unit import Unit

#: signs of an address that are shown: enough to tell two apart
ENDING = 2


async def show_person(request: web.Request) -> web.Response:
    """Show one participant."""
    return await draw_person(request)


async def draw_person(request: web.Request, fault: str = "", status: int = 200) -> web.Response:
    """Return the page of a participant."""
    desk, visit, id = desk_of(request), visit_of(request), request.match_info["id"]

    def read(unit: Unit) -> dict[str, Any]:
        person = find_person(unit, id)
        return {
            "person": person,
            "activity": unit.directory.activity(id),
            "ledger": unit.directory.ledger(id),
            "agrees": sorted(unit.consents.current([id])[id]),
            "mine": unit.directory.groups(id),
            "groups": list(unit.segments.groups()),
            "addresses": [(a.channel, mask(a.value), a.state) for a in unit.participants.addresses([id])],
            "appeal": unit.appeals.of_participant(id),
        }

    shown = await desk.database.read(read)
    role = visit.staff.role
    names = {district.slug: district.name for district in desk.room().town.districts}
    first = desk.languages[0]
    given = {"guards": role in GUARDIANS, "team": role in TEAM, "fault": fault, "districts": names}

    def say(texts: Any) -> str:
        return spoken(texts, visit.language, first) if texts else ""

    return draw(
        request, "participant.html", status=status, pseudonym=write_pseudonym, say=say, **given, **shown
    )


async def export_person(request: web.Request) -> web.Response:
    """Give everything that is held about a participant as a file (norms §1, right of access); it leaves a trace."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]

    def read(unit: Unit) -> dict[str, Any]:
        find_person(unit, id)
        record(unit, staff, desk.now(), "participant exported", id)
        return without_codes(unit.participants.export(id))  # type: ignore[no-any-return]

    held = await desk.database.transact(read)
    name = f"palabre-{write_pseudonym(id)}.json"
    return web.Response(
        body=orjson.dumps(held, option=orjson.OPT_INDENT_2),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def find_person(unit: Unit, id: str) -> Person:
    """Return a participant; raise HTTPNotFound."""
    person = unit.directory.find(id)
    if person is None:
        raise web.HTTPNotFound
    return person


def mask(value: str) -> str:
    """Return the end of an address, the rest hidden."""
    return "••• " + value[-ENDING:] if len(value) > 2 * ENDING else "•••"


ROUTES = (
    get("/participants/{id}", show_person, KEEPERS),
    post("/participants/{id}/export", export_person, GUARDIANS),
)
