"""Who may come in, who was invited, and how is somebody else invited?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, send_to
from bot.console.form import read_field
from bot.console.invited import LASTS, invite
from bot.console.kept import SECRETS_LAST, show_after, take_up
from bot.console.role import ADMINS, Role
from bot.console.route import get, post
from bot.console.visit import visit_of
from storage.invitations import Invitation
from storage.staff import StaffMember, fold_email
from storage.unit import Unit

#: characters of a name, of an organisation and of an address (RFC 5321)
NAME, EMAIL = 80, 254
#: something, @, something with a dot or none (localhost): what is typed by mistake is found, no more
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")

FIELDS = ("email", "name", "role", "organisation")


async def show_members(request: web.Request) -> web.StreamResponse:
    """Show members of staff, and the invitations that wait."""
    return await _draw(request, dict.fromkeys(FIELDS, ""), {})


async def take_invitation(request: web.Request) -> web.StreamResponse:
    """Make an invitation, and go on to its link."""
    desk, staff = desk_of(request), visit_of(request).staff
    typed = {name: await read_field(request, name, EMAIL + 1) for name in FIELDS}
    if faults := check_member(typed):
        return await _draw(request, typed, faults)
    email, role = fold_email(typed["email"]), Role(typed["role"])

    def offer(unit: Unit) -> str | Mapping[str, str]:
        known = unit.staff.by_email(email)
        if known is not None:
            # a slip would hand somebody a link to the password of another
            return {"email": "known" if known.disabled_at is None else "disabled"}
        record(unit, staff, desk.now(), "staff invited", f"role:{role}", {"name": typed["name"]})
        return invite(unit, desk, email, typed["name"], role, staff.actor, typed["organisation"] or None)

    link = await desk.database.transact(offer)
    if not isinstance(link, str):
        return await _draw(request, typed, link)
    return await show_link(request, link, typed["name"], email)


async def show_link(request: web.Request, link: str, name: str, email: str) -> web.Response:
    """Go on to the page of a link that was just made."""
    shown = {"link": link, "name": name, "email": email}
    return await show_after(request, "/settings/staff/invitations/link", shown, lasts=SECRETS_LAST)


async def show_made(request: web.Request) -> web.StreamResponse:
    """Show a link to hand over, for some minutes and in this session alone."""
    shown = take_up(request)
    if shown is None:
        return send_to("/settings/staff")
    return draw(request, "staff/invitation.html", **shown, days=LASTS.days)


async def withdraw_invitation(request: web.Request) -> web.StreamResponse:
    """Let the link that an address was given lead nowhere."""
    desk, staff, email = desk_of(request), visit_of(request).staff, await read_field(request, "email", EMAIL)

    def withdraw(unit: Unit) -> None:
        if not unit.invitations.withdraw(email):
            raise web.HTTPNotFound
        record(unit, staff, desk.now(), "invitation withdrawn", "staff")

    await desk.database.transact(withdraw)
    return send_to("/settings/staff", done="saved")


def check_member(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with name, address, role or organisation: field → key of a sentence."""
    faults = {}
    if not ADDRESS.fullmatch(typed["email"]) or len(typed["email"]) > EMAIL:
        faults["email"] = "email"
    if not 1 <= len(typed["name"]) <= NAME:
        faults["name"] = "name"
    return faults | check_role(typed)


def check_role(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with a role: an organisation goes with its own role, and with no other."""
    if typed["role"] not in list(Role):
        return {"role": "role"}
    if len(typed["organisation"]) > NAME:
        return {"organisation": "organisation"}
    if typed["role"] == Role.ORGANISATION and not typed["organisation"]:
        return {"organisation": "whose"}
    if typed["role"] != Role.ORGANISATION and typed["organisation"]:
        return {"organisation": "nobodys"}
    return {}


async def _draw(request: web.Request, typed: Mapping[str, str], faults: Mapping[str, str]) -> web.Response:
    desk = desk_of(request)

    def read(unit: Unit) -> tuple[list[StaffMember], list[Invitation]]:
        return unit.staff.all(), unit.invitations.waiting(desk.now())

    members, waiting = await desk.database.read(read)
    return draw(
        request,
        "staff/members.html",
        status=422 if faults else 200,
        members=sorted(members, key=lambda member: member.disabled_at is not None),
        waiting=waiting,
        roles=list(Role),
        typed=typed,
        faults=faults,
    )


ROUTES = (
    get("/settings/staff", show_members, ADMINS),
    post("/settings/staff", take_invitation, ADMINS),
    get("/settings/staff/invitations/link", show_made, ADMINS),
    post("/settings/staff/invitations/withdraw", withdraw_invitation, ADMINS),
)
