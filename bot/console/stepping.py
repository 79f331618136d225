"""How does one step in at the demo, and out anywhere?"""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import send_to
from bot.console.role import EVERYONE, Door
from bot.console.route import get, post
from bot.console.session import give_cookie, open_session, take_cookie
from bot.console.vault import new_token
from bot.console.visit import visit_of
from storage.unit import Unit

#: who the demo's visitor is
OFFICER = ("officer@demo.invalid", "Camille Martin", "admin")


def open_demo(desk: Desk) -> str:
    """Make the demo's way in, for this process only, and return its address."""
    token = new_token()
    desk.demo.append(token)
    return f"{desk.url}/console/demo/{token}"


async def enter_demo(request: web.Request) -> web.StreamResponse:
    """Sign the demo's visitor in; there is nothing here outside the demo, or from another machine."""
    desk = desk_of(request)
    if not _is_demo(request, desk.demo):
        raise web.HTTPNotFound

    def enter(unit: Unit) -> str:
        email, name, role = OFFICER
        member = unit.staff.by_email(email)
        id = member.id if member else unit.staff.add(email, name, role, desk.now())
        found = unit.staff.by_id(id)
        assert found is not None
        return open_session(unit, request, found, "full")

    response = send_to("/")
    give_cookie(request, response, await desk.database.transact(enter))
    return response


def _is_demo(request: web.Request, tokens: list[str]) -> bool:
    given = request.match_info["token"].encode(errors="replace")
    right = any(hmac.compare_digest(given, token.encode()) for token in tokens)
    return right and _is_here(request)


def _is_here(request: web.Request) -> bool:
    """Tell whether the browser is on this machine, with no proxy between."""
    try:
        loopback = ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
    return loopback and not {"Forwarded", "X-Forwarded-For"} & request.headers.keys()


async def sign_out(request: web.Request) -> web.StreamResponse:
    """End the session."""
    held = visit_of(request).session.token_hash
    await desk_of(request).database.transact(lambda unit: unit.staff_sessions.close(held))
    response = send_to("/sign-in")
    take_cookie(request, response)
    return response


ROUTES = (
    get("/demo/{token}", enter_demo, Door.PUBLIC),
    post("/sign-out", sign_out, EVERYONE),
)
