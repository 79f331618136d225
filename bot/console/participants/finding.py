"""Who is behind a reference, or an address? And who came last, or takes part most?"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, send_to
from bot.console.form import read_field
from bot.console.kept import show_after, take_up
from bot.console.role import GUARDIANS, TEAM, Role
from bot.console.route import get, post
from bot.console.visit import visit_of
from bot.participation.arrivals import read_number, region_of
from bot.participation.pseudonym import is_pseudonym, read_pseudonym, write_pseudonym
from storage.directory import Person
from storage.participants import AddressKey
from storage.unit import Unit

#: people of one millisecond who are looked at: a batch brings fifty
AT_ONCE = 1_000

#: who may look at people
KEEPERS = TEAM | GUARDIANS
#: who may look somebody up by an address
SEEKERS = GUARDIANS | {Role.MODERATOR}
#: people shown at once, and those who take part most
SHOWN, MOST = 30, 10
#: the time that the most active are counted over
LATELY = 30


async def show_people(request: web.Request) -> web.StreamResponse:
    """Show the search, those whom it found, who came last, and who takes part most."""
    kept = take_up(request)
    return await _page(request, found=kept["found"] if kept else None)


async def find_people(request: web.Request) -> web.StreamResponse:
    """Look for a reference, of a person or of an idea; else for an exact address, which leaves a trace."""
    desk, staff, asked = desk_of(request), visit_of(request).staff, await read_field(request, "q")
    may_seek = staff.role in SEEKERS
    keys = _addresses(asked, region_of(str(desk.timezone))) if may_seek else []

    def look(unit: Unit) -> list[str]:
        found = _by_reference(unit, asked)
        if found or not keys:
            return found
        people = sorted(set(unit.participants.known(keys).values()))
        detail = {"channels": sorted({channel for channel, _ in keys}), "found": len(people)}
        record(unit, staff, desk.now(), "address looked up", people[0] if people else "", detail)
        return people

    found = await desk.database.transact(look) if asked else []
    if len(found) == 1:
        return send_to(f"/participants/{found[0]}")
    if found:
        return await show_after(request, "/participants", {"found": found})
    return await _page(request, asked, "none" if asked else "empty")


def _by_reference(unit: Unit, asked: str) -> list[str]:
    prefix = read_pseudonym(asked)
    people = unit.directory.starting(prefix, AT_ONCE) if prefix else []
    if named := [person.id for person in people if is_pseudonym(asked, person.id)]:
        return named
    idea = unit.ideas.by_reference(asked.upper())
    return [idea.participant_id] if idea and idea.participant_id else []


def _addresses(asked: str, region: str) -> list[AddressKey]:
    """Return the addresses that a text may be: channel:value, or a telephone number."""
    channel, colon, value = asked.partition(":")
    if colon and value:
        return [(channel.strip().lower(), value.strip())]
    number = read_number(asked, region)
    return [("sms", number), ("whatsapp", number)] if number else []


def _active(unit: Unit, desk: Desk) -> list[tuple[Person, int]]:
    """Return who proposed most ideas lately, without whom is erased meanwhile."""
    since = desk.first_hour(LATELY)
    mark = (since, unit.overview.mark())
    most = desk.remembered.find("active", mark, lambda: unit.directory.active(since, MOST))
    return [(person, n) for id, n in most if (person := unit.directory.find(id))]


async def _page(
    request: web.Request, asked: str = "", fault: str = "", found: list[str] | None = None
) -> web.Response:
    desk, role = desk_of(request), visit_of(request).staff.role
    before = request.query.get("before", "")

    def read(unit: Unit) -> dict[str, Any]:
        people = unit.directory.latest(SHOWN + 1, before)
        return {
            "people": people[:SHOWN],
            "after": people[SHOWN - 1].id if len(people) > SHOWN else "",
            "active": [] if before else _active(unit, desk),
            "found": [person for id in found or () if (person := unit.directory.find(id))],
        }

    shown = await desk.database.read(read)
    given = {"asked": asked, "fault": fault, "paged": bool(before), "seeks": role in SEEKERS}
    given |= {"imports": role in GUARDIANS, "days": LATELY}
    names = {district.slug: district.name for district in desk.room().town.districts}
    status = 404 if fault == "none" else 400 if fault else 200
    return draw(
        request,
        "participants.html",
        status=status,
        pseudonym=write_pseudonym,
        districts=names,
        **given,
        **shown,
    )


ROUTES = (get("/participants", show_people, KEEPERS), post("/participants/find", find_people, KEEPERS))
