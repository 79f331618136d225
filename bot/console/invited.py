"""How does somebody who was invited choose a password? By a link that works once."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, send_to
from bot.console.form import read_secret
from bot.console.password import find_fault
from bot.console.role import Door, Role
from bot.console.route import get, post
from bot.console.session import give_cookie, open_session
from bot.console.vault import hash_token, new_token
from bot.console.visit import staff_of
from storage.invitations import Invitation
from storage.staff import StaffMember
from storage.unit import Unit

#: how long an invitation may be used
LASTS = timedelta(days=3)


def invite(
    unit: Unit, desk: Desk, email: str, name: str, role: Role, by: str, organisation: str | None = None
) -> str:
    """Store an invitation, and return the link to hand over; for an address that is known, it gives a new password.

    The caller records it in the audit.
    """
    token, now = new_token(), desk.now()
    invitation = Invitation(hash_token(token), email, name, role, organisation, by, now, now + LASTS)
    unit.invitations.offer(invitation)
    return f"{desk.url}/console/invitation/{token}"


async def show_form(request: web.Request) -> web.StreamResponse:
    """Show whom the link is for, and ask for a password."""
    return draw(request, "invited.html", invitation=await _find(request), fault="")


async def take_form(request: web.Request) -> web.StreamResponse:
    """Store the account with its password, and go on to the second factor."""
    desk, invitation = desk_of(request), await _find(request)
    password, again = await read_secret(request, "password"), await read_secret(request, "again")
    known = (invitation.email, invitation.name, desk.territory, "palabre")
    fault = "differ" if password != again else find_fault(password, known)
    if fault is not None:
        return draw(request, "invited.html", status=400, invitation=invitation, fault=fault)
    stored, now = await desk.passwords.hash(password), desk.now()

    def settle(unit: Unit) -> str:
        taken = unit.invitations.take(invitation.token_hash, now)
        if taken is None:
            raise web.HTTPGone
        member = _admit(unit, taken, stored, now)
        record(unit, staff_of(member), now, "invitation accepted", f"staff:{member.id}")
        return open_session(unit, request, member, "half")

    token = await desk.database.transact(settle)
    response = send_to("/second-factor")
    give_cookie(request, response, token)
    return response


async def _find(request: web.Request) -> Invitation:
    desk, held = desk_of(request), hash_token(request.match_info["token"])
    found = await desk.database.read(lambda unit: unit.invitations.find(held, desk.now()))
    if found is None:
        raise web.HTTPGone
    return found


def _admit(unit: Unit, invitation: Invitation, password: str, now: datetime) -> StaffMember:
    """Return the member, new; or known, with a new password, signed out everywhere, role and second factor as they were."""
    known = unit.staff.by_email(invitation.email)
    if known is not None and known.disabled_at is not None:
        raise web.HTTPGone
    if known is None:
        email, name, role, of = invitation.email, invitation.name, invitation.role, invitation.organisation
        id = unit.staff.add(email, name, role, now, organisation=of, password=password)
    else:
        id = known.id
        unit.staff.change(id, password=password)
        unit.staff_sessions.revoke_all(id)
    member = unit.staff.by_id(id)
    assert member is not None
    return member


ROUTES = (
    get("/invitation/{token}", show_form, Door.PUBLIC),
    post("/invitation/{token}", take_form, Door.PUBLIC),
)
