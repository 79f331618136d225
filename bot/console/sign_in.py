"""How does staff sign in? An e-mail address and a password, then the second factor."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from bot.console import patience
from bot.console.desk import desk_of
from bot.console.drawing import draw, send_to
from bot.console.form import read_field, read_secret, safe_next, with_next
from bot.console.interrupted import LONGEST, bring
from bot.console.role import Door
from bot.console.route import get, post
from bot.console.session import give_cookie, open_session
from bot.console.visit import visitor_of
from storage.staff import StaffMember
from storage.unit import Unit


async def show_form(request: web.Request) -> web.StreamResponse:
    """Show the form; who is signed in goes on."""
    visit = visitor_of(request)
    if visit is not None and visit.session.stage == "full":
        return send_to(safe_next(request.query.get("next", "")).removeprefix("/console"))
    return _form(request, request.query.get("next", ""))


async def take_form(request: web.Request) -> web.StreamResponse:
    """Check address and password: the same sentence and the same time whether the account is there or not."""
    desk = desk_of(request)
    email, password = await read_field(request, "email"), await read_secret(request, "password")
    following, now = await read_field(request, "next"), desk.now()
    kept = await read_field(request, "kept", LONGEST)
    keys = patience.sign_in_keys(request, email)

    def begin(unit: Unit) -> tuple[datetime | None, StaffMember | None]:
        member = unit.staff.by_email(email)
        return patience.begin(unit, keys, now), member if member and member.disabled_at is None else None

    until, member = await desk.database.transact(begin)
    if until is not None:
        return _form(request, following, email, "wait", kept, status=429, until=until)
    if not await desk.passwords.matches(member.password if member else "", password) or member is None:
        return _form(request, following, email, "wrong", kept, status=401)

    def enter(unit: Unit) -> tuple[str, str]:
        unit.attempts.forget(keys)
        token = open_session(unit, request, member, "half")
        return token, bring(unit, desk, token, member.id, kept)

    token, typed = await desk.database.transact(enter)
    response = send_to(with_next("/second-factor", typed or following))
    give_cookie(request, response, token)
    return response


def _form(
    request: web.Request,
    following: str,
    email: str = "",
    fault: str = "",
    kept: str = "",
    *,
    status: int = 200,
    until: datetime | None = None,
) -> web.Response:
    following = safe_next(following)
    given = {"following": following, "email": email, "fault": fault, "kept": kept, "until": until}
    return draw(request, "sign_in.html", status=status, **given)


ROUTES = (get("/sign-in", show_form, Door.PUBLIC), post("/sign-in", take_form, Door.PUBLIC))
