"""Where am I signed in, and how do I change my password, my language, my recovery codes, my passkeys?"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console import patience
from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import DRAWING, draw, send_to
from bot.console.form import read_field, read_secret
from bot.console.kept import SECRETS_LAST, show_after, take_up
from bot.console.one_time import give_codes
from bot.console.passkey import CREDENTIAL_LIMIT, ask_key, check_key
from bot.console.password import find_fault
from bot.console.role import EVERYONE
from bot.console.route import get, post
from bot.console.session import give_cookie, open_session
from bot.console.visit import visit_of
from storage.passkeys import Passkey
from storage.staff import StaffMember
from storage.unit import Unit

#: characters of a passkey's name
NAME_LIMIT = 60


async def show_account(request: web.Request) -> web.StreamResponse:
    """Show what concerns the person alone."""
    return await _page(request)


async def change_language(request: web.Request) -> web.StreamResponse:
    """Speak another language to this person."""
    language = await read_field(request, "language")
    if language not in request.app[DRAWING].words:
        raise web.HTTPBadRequest
    staff = visit_of(request).staff
    await desk_of(request).database.transact(lambda unit: unit.staff.change(staff.id, language=language))
    return send_to("/account", done="saved")


async def change_password(request: web.Request) -> web.StreamResponse:
    """Take a new password from who knows the old one; they are signed out everywhere else."""
    desk, staff, now = desk_of(request), visit_of(request).staff, desk_of(request).now()
    if (fault := await _doubt(request)) is not None:
        return await _page(request, 400, password_fault=fault)
    chosen = await read_secret(request, "chosen")
    weak = find_fault(chosen, (staff.email, staff.name, desk.territory, "palabre"))
    if weak is not None:
        return await _page(request, 400, chosen_fault=weak)
    stored = await desk.passwords.hash(chosen)

    def settle(unit: Unit) -> str:
        unit.staff.change(staff.id, password=stored)
        unit.staff_sessions.revoke_all(staff.id)
        record(unit, staff, now, "password changed", staff.actor)
        return open_session(unit, request, _member(unit, staff.id), "full")

    response = send_to("/account", done="saved")
    give_cookie(request, response, await desk.database.transact(settle))
    return response


async def renew_codes(request: web.Request) -> web.StreamResponse:
    """Make new recovery codes, and show them; the earlier ones are worth nothing any more."""
    desk, staff, now = desk_of(request), visit_of(request).staff, desk_of(request).now()
    if (fault := await _doubt(request)) is not None:
        return await _page(request, 400, codes_fault=fault)

    def settle(unit: Unit) -> list[str]:
        record(unit, staff, now, "recovery codes renewed", staff.actor)
        return give_codes(unit, desk.vault, staff.id)

    codes = await desk.database.transact(settle)
    shown = {"codes": codes, "following": "/console/account"}
    return await show_after(request, "/account/codes", shown, lasts=SECRETS_LAST)


async def show_codes(request: web.Request) -> web.StreamResponse:
    """Show the recovery codes that were just made, for some minutes and in this session alone."""
    shown = take_up(request)
    return draw(request, "recovery_codes.html", **shown) if shown else send_to("/account")


async def end_session(request: web.Request) -> web.StreamResponse:
    """End one of the person's sessions, or all the others."""
    visit, desk, id = visit_of(request), desk_of(request), request.match_info["id"]

    def end(unit: Unit) -> None:
        if id == "others":
            unit.staff_sessions.revoke_all(visit.staff.id, but=visit.session.token_hash)
        elif not unit.staff_sessions.revoke(visit.staff.id, id):
            raise web.HTTPNotFound
        record(unit, visit.staff, desk.now(), "session ended", visit.staff.actor)

    await desk.database.transact(end)
    return send_to("/account", done="saved")


async def add_passkey(request: web.Request) -> web.StreamResponse:
    """Keep a passkey that the browser made, from who knows the password."""
    visit, desk = visit_of(request), desk_of(request)
    if (fault := await _doubt(request)) is not None:
        return await _page(request, 400, passkey_fault=fault)
    made = check_key(
        request,
        visit.session.pending.get("challenge", ""),
        await read_field(request, "credential", CREDENTIAL_LIMIT),
    )
    if made is None:
        return await _page(request, 400, passkey_fault="refused")
    (credential, key, count), name = made, await read_field(request, "name", NAME_LIMIT)

    def keep(unit: Unit) -> None:
        unit.passkeys.add(Passkey(credential, visit.staff.id, key, count, name or "Passkey", desk.now()))
        record(unit, visit.staff, desk.now(), "passkey added", visit.staff.actor)

    await desk.database.transact(keep)
    return send_to("/account", done="saved")


async def remove_passkey(request: web.Request) -> web.StreamResponse:
    """Forget one of the person's passkeys."""
    visit, desk, id = visit_of(request), desk_of(request), request.match_info["id"]

    def remove(unit: Unit) -> None:
        if not unit.passkeys.remove(visit.staff.id, id):
            raise web.HTTPNotFound
        record(unit, visit.staff, desk.now(), "passkey removed", visit.staff.actor)

    await desk.database.transact(remove)
    return send_to("/account", done="saved")


async def _doubt(request: web.Request) -> str | None:
    """Ask for the password again, where a stolen session must not be enough; return the fault, None when it is right."""
    desk, staff, now = desk_of(request), visit_of(request).staff, desk_of(request).now()
    keys, given = patience.factor_keys(staff.id), await read_secret(request, "password")
    until = await desk.database.transact(lambda unit: patience.begin(unit, keys, now))
    if until is not None:
        return "wait"
    member = await desk.database.read(lambda unit: _member(unit, staff.id))
    if not await desk.passwords.matches(member.password, given):
        return "wrong"
    await desk.database.transact(lambda unit: unit.attempts.forget(keys))
    return None


async def _page(request: web.Request, status: int = 200, **faults: str) -> web.Response:
    visit, desk = visit_of(request), desk_of(request)

    def read(unit: Unit) -> dict[str, Any]:
        known = unit.passkeys.of_staff(visit.staff.id)
        options, challenge = ask_key(request, visit.staff, known)
        unit.staff_sessions.keep(visit.session.token_hash, {**visit.session.pending, "challenge": challenge})
        sessions = unit.staff_sessions.of_staff(visit.staff.id, desk.now())
        left = unit.staff.count_codes(visit.staff.id)
        return {"passkeys": known, "options": options, "sessions": sessions, "left": left}

    shown = await desk.database.transact(read)
    kinds = ("password_fault", "chosen_fault", "codes_fault", "passkey_fault")
    given = {kind: faults.get(kind, "") for kind in kinds} | shown
    return draw(request, "account.html", status=status, languages=sorted(request.app[DRAWING].words), **given)


def _member(unit: Unit, id: str) -> StaffMember:
    member = unit.staff.by_id(id)
    if member is None:
        raise web.HTTPForbidden
    return member


ROUTES = (
    get("/account", show_account, EVERYONE),
    post("/account/language", change_language, EVERYONE),
    post("/account/password", change_password, EVERYONE),
    get("/account/codes", show_codes, EVERYONE),
    post("/account/codes", renew_codes, EVERYONE),
    post("/account/sessions/{id}/end", end_session, EVERYONE),
    post("/account/passkeys", add_passkey, EVERYONE),
    post("/account/passkeys/{id}/remove", remove_passkey, EVERYONE),
)
