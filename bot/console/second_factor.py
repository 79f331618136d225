"""How does staff prove a second time who they are: by a code, a recovery code or a passkey?"""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from bot.console import patience
from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, send_to
from bot.console.form import read_field, safe_next, with_next
from bot.console.one_time import take_code
from bot.console.passkey import CREDENTIAL_LIMIT, ask_proof, check_proof
from bot.console.role import Door
from bot.console.route import get, post
from bot.console.session import give_cookie, open_session
from bot.console.visit import Visit, kept_by, visit_of
from storage.passkeys import Passkey
from storage.staff import StaffMember
from storage.unit import Unit


async def show_form(request: web.Request) -> web.StreamResponse:
    """Ask for the second factor; who has none sets one up first, who is signed in goes on."""
    visit, following = visit_of(request), request.query.get("next", "")
    if visit.session.stage == "full":
        return send_to(safe_next(following).removeprefix("/console"))
    member, _ = await desk_of(request).database.read(lambda unit: _of(unit, visit))
    if member.totp is None:
        return send_to(with_next("/first-factor", following))
    return await _form(request, following)


async def take_form(request: web.Request) -> web.StreamResponse:
    """Check a code of the telephone, or of the list."""
    desk, visit, now = desk_of(request), visit_of(request), desk_of(request).now()
    code, following = await read_field(request, "code"), await read_field(request, "next")
    keys = patience.factor_keys(visit.staff.id)

    def prove(unit: Unit) -> tuple[datetime | None, str | None]:
        if (until := patience.begin(unit, keys, now)) is not None:
            return until, None
        member, _ = _of(unit, visit)
        how = take_code(unit, desk.vault, member, code, now)
        return None, _enter(request, unit, member, how) if how else None

    until, token = await desk.database.transact(prove)
    if token is None:
        fault, status = ("wait", 429) if until else ("wrong", 401)
        return await _form(request, following, fault, status, until)
    return _let_in(request, following, token)


async def take_passkey(request: web.Request) -> web.StreamResponse:
    """Check what a passkey signed."""
    desk, visit = desk_of(request), visit_of(request)
    credential = await read_field(request, "credential", CREDENTIAL_LIMIT)
    following = await read_field(request, "next")

    def prove(unit: Unit) -> str | None:
        member, keys = _of(unit, visit)
        challenge = visit.session.pending.get("challenge", "")
        # each challenge is answered once, well or badly
        unit.staff_sessions.keep(visit.session.token_hash, kept_by(visit.session))
        used = check_proof(request, keys, challenge, credential)
        if used is None:
            return None
        unit.passkeys.count_use(*used)
        return _enter(request, unit, member, "passkey")

    token = await desk.database.transact(prove)
    if token is None:
        return await _form(request, following, "wrong_key", 401)
    return _let_in(request, following, token)


def _of(unit: Unit, visit: Visit) -> tuple[StaffMember, list[Passkey]]:
    member = unit.staff.by_id(visit.staff.id)
    if member is None:
        raise web.HTTPForbidden
    return member, unit.passkeys.of_staff(member.id)


def _enter(request: web.Request, unit: Unit, member: StaffMember, how: str) -> str:
    """Open the full session in place of the half one; no token survives."""
    visit, now = visit_of(request), desk_of(request).now()
    unit.attempts.forget(patience.factor_keys(member.id))
    record(unit, visit.staff, now, "signed in", visit.staff.actor, {"by": how})
    return open_session(unit, request, member, "full")


def _let_in(request: web.Request, following: str, token: str) -> web.Response:
    response = send_to(safe_next(following).removeprefix("/console"))
    give_cookie(request, response, token)
    return response


async def _form(
    request: web.Request, following: str, fault: str = "", status: int = 200, until: datetime | None = None
) -> web.Response:
    visit = visit_of(request)
    options, challenge = "", ""

    def ask(unit: Unit) -> str:
        nonlocal options, challenge
        if keys := unit.passkeys.of_staff(visit.staff.id):
            options, challenge = ask_proof(request, keys)
            pending = kept_by(visit.session) | {"challenge": challenge}
            unit.staff_sessions.keep(visit.session.token_hash, pending)
        return options

    shown = await desk_of(request).database.transact(ask)
    given = {"following": safe_next(following), "fault": fault, "until": until, "options": shown}
    return draw(request, "second_factor.html", status=status, **given)


ROUTES = (
    get("/second-factor", show_form, Door.HALF),
    post("/second-factor", take_form, Door.HALF),
    post("/second-factor/passkey", take_passkey, Door.HALF),
)
