"""How does somebody set up their second factor, the first time or after it was reset?"""

from __future__ import annotations

from aiohttp import web

from bot.console import patience
from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, send_to
from bot.console.form import read_field, safe_next
from bot.console.kept import SECRETS_LAST, put_by
from bot.console.one_time import address_of, draw_code, find_step, give_codes, new_secret
from bot.console.role import Door
from bot.console.route import get, post
from bot.console.session import give_cookie, open_session
from bot.console.vault import hash_token
from bot.console.visit import kept_by, visit_of
from storage.staff import StaffMember
from storage.unit import Unit


async def show_form(request: web.Request) -> web.StreamResponse:
    """Show a QR code to be read by an authenticator; reloaded, it is the same one."""
    return await _form(request, request.query.get("next", ""))


async def take_form(request: web.Request) -> web.StreamResponse:
    """Check the first code, sign in, and go on to the recovery codes."""
    desk, visit, now = desk_of(request), visit_of(request), desk_of(request).now()
    code, following = await read_field(request, "code"), await read_field(request, "next")
    secret = desk.vault.unseal(visit.session.pending.get("totp", ""))
    step = find_step(secret, code, now) if secret else None
    if secret is None or step is None:
        return await _form(request, following, "wrong", 401)

    def settle(unit: Unit) -> tuple[str, str]:
        member = _newcomer(unit, visit.staff.id)
        unit.staff.change(member.id, totp=desk.vault.seal(secret), totp_step=step)
        unit.attempts.forget(patience.factor_keys(member.id))
        record(unit, visit.staff, now, "second factor set up", visit.staff.actor)
        shown = {"codes": give_codes(unit, desk.vault, member.id), "following": safe_next(following)}
        token = open_session(unit, request, member, "full")
        return put_by(unit, desk, hash_token(token), shown, SECRETS_LAST), token

    kept, token = await desk.database.transact(settle)
    response = send_to("/account/codes", kept=kept)
    give_cookie(request, response, token)
    return response


def _newcomer(unit: Unit, id: str) -> StaffMember:
    """Return a member who has no second factor; who has one cannot be given another this way."""
    member = unit.staff.by_id(id)
    if member is None or member.totp is not None:
        raise web.HTTPForbidden
    return member


async def _form(
    request: web.Request, following: str, fault: str = "", status: int = 200
) -> web.StreamResponse:
    desk, visit = desk_of(request), visit_of(request)
    held = visit.session.pending.get("totp", "")
    secret = (desk.vault.unseal(held) if held else None) or new_secret()

    def keep(unit: Unit) -> bool:
        member = unit.staff.by_id(visit.staff.id)
        if member is None or member.totp is not None:
            return False
        pending = kept_by(visit.session) | {"totp": desk.vault.seal(secret)}
        unit.staff_sessions.keep(visit.session.token_hash, pending)
        return True

    if not await desk.database.transact(keep):
        return send_to("/second-factor")
    picture = draw_code(address_of(secret, visit.staff.email, desk.territory))
    groups = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
    given = {"following": safe_next(following), "fault": fault, "picture": picture, "secret": groups}
    return draw(request, "first_factor.html", status=status, **given)


ROUTES = (get("/first-factor", show_form, Door.HALF), post("/first-factor", take_form, Door.HALF))
