"""How is a participant erased who asked staff for it? Their reference is typed again, and it leaves a trace of nobody."""

from __future__ import annotations

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, send_to
from bot.console.form import read_field
from bot.console.participants.person import find_person
from bot.console.role import GUARDIANS
from bot.console.route import get, post
from bot.console.visit import visit_of
from bot.participation.pseudonym import is_pseudonym, write_pseudonym
from storage.unit import Unit


async def ask_again(request: web.Request) -> web.StreamResponse:
    """Say what goes and what stays, and ask for the reference."""
    return await _page(request)


async def erase_person(request: web.Request) -> web.StreamResponse:
    """Erase a participant (norms §1), once the reference was typed; files go off the disk after the commit."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]
    typed = await read_field(request, "reference")
    if not is_pseudonym(typed, id):
        return await _page(request, typed, wrong=True)
    proof = desk.room().proof

    def erase(unit: Unit) -> None:
        find_person(unit, id)
        unit.participants.erase(id, desk.now(), proof)
        record(unit, staff, desk.now(), "participant erased", "")

    await desk.database.transact(erase)
    await desk.remove_files()
    return send_to("/participants", done="erased")


async def _page(request: web.Request, typed: str = "", *, wrong: bool = False) -> web.Response:
    id = request.match_info["id"]
    person, activity = await desk_of(request).database.read(
        lambda unit: (find_person(unit, id), unit.directory.activity(id))
    )
    given = {"person": person, "activity": activity, "reference": write_pseudonym(id)}
    return draw(
        request, "participant_erase.html", status=400 if wrong else 200, typed=typed, wrong=wrong, **given
    )


ROUTES = (
    get("/participants/{id}/erase", ask_again, GUARDIANS),
    post("/participants/{id}/erase", erase_person, GUARDIANS),
)
