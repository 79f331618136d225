"""What is one member of staff: role, sessions, and may they still come in?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.console.acts import record
from bot.console.desk import desk_of
from bot.console.drawing import draw, send_to
from bot.console.form import read_field
from bot.console.invited import invite
from bot.console.role import ADMINS, Role
from bot.console.route import Handler, get, post
from bot.console.staff.members import NAME, check_role, show_link
from bot.console.visit import visit_of
from storage.staff import StaffMember
from storage.unit import Unit

Work = Callable[[Unit, StaffMember], None]


class LastAdmin(Exception):
    """Nobody could change the settings any more."""


async def show_member(request: web.Request) -> web.StreamResponse:
    """Show one member and where they are signed in."""
    return await _draw(request, {})


async def change_member(request: web.Request) -> web.StreamResponse:
    """Give a member another name, role or organisation; it holds for their next click."""
    typed = {name: await read_field(request, name, NAME + 1) for name in ("name", "role", "organisation")}
    seen = await read_field(request, "seen")
    faults = check_role(typed) | ({} if 1 <= len(typed["name"]) <= NAME else {"name": "name"})
    if faults:
        return await _draw(request, faults, typed, seen=seen)

    def change(unit: Unit, member: StaffMember) -> None:
        if seen != seen_of(member):
            raise web.HTTPConflict
        if typed["role"] != Role.ADMIN:
            _spare_last(unit, member)
        unit.staff.change(
            member.id, name=typed["name"], role=typed["role"], organisation=typed["organisation"] or None
        )

    try:
        await _do(request, "staff changed", change, {"role": typed["role"]})
    except LastAdmin:
        return await _draw(request, {"role": "last"}, typed, seen=seen)
    except web.HTTPConflict:
        return await _draw(request, {"": "changed"}, typed, status=409)
    return send_to(f"/settings/staff/{request.match_info['id']}", done="saved")


def seen_of(member: StaffMember) -> str:
    """Return what a form remembers of a member: another role has another."""
    return "|".join((member.name, member.role, member.organisation or ""))


async def disable_member(request: web.Request) -> web.StreamResponse:
    """Shut a member out: every session ends at once; the last administrator stays."""

    def disable(unit: Unit, member: StaffMember) -> None:
        _spare_last(unit, member)
        unit.staff.change(member.id, disabled_at=desk_of(request).now())
        unit.staff_sessions.revoke_all(member.id)
        unit.invitations.withdraw(member.email)

    try:
        await _do(request, "staff disabled", disable)
    except LastAdmin:
        return await _draw(request, {"role": "last"})
    return send_to("/settings/staff", done="saved")


def _enable(unit: Unit, member: StaffMember) -> None:
    unit.staff.change(member.id, disabled_at=None)


def _end_sessions(unit: Unit, member: StaffMember) -> None:
    unit.staff_sessions.revoke_all(member.id)


def _forget_factor(unit: Unit, member: StaffMember) -> None:
    """Forget codes and passkeys: they set one up when they next sign in."""
    unit.staff.change(member.id, totp=None)
    unit.staff.give_codes(member.id, [])
    unit.passkeys.remove_all(member.id)
    unit.staff_sessions.revoke_all(member.id)


def _doing(action: str, work: Work) -> Handler:
    async def do(request: web.Request) -> web.StreamResponse:
        await _do(request, action, work)
        return send_to(f"/settings/staff/{request.match_info['id']}", done="saved")

    return do


async def give_link(request: web.Request) -> web.StreamResponse:
    """Make a link by which a member chooses another password, and show it once."""
    desk, staff, made = desk_of(request), visit_of(request).staff, [""]

    def offer(unit: Unit, member: StaffMember) -> None:
        if member.disabled_at is not None:
            raise web.HTTPConflict
        made[0] = invite(
            unit, desk, member.email, member.name, Role(member.role), staff.actor, member.organisation
        )

    member = await _do(request, "password link given", offer)
    return await show_link(request, made[0], member.name, member.email)


async def _do(
    request: web.Request, action: str, work: Work, detail: Mapping[str, Any] | None = None
) -> StaffMember:
    """Change one member, with its trace. Raise HTTPNotFound for nobody."""
    desk, staff, id = desk_of(request), visit_of(request).staff, request.match_info["id"]

    def settle(unit: Unit) -> StaffMember:
        if (member := unit.staff.by_id(id)) is None:
            raise web.HTTPNotFound
        work(unit, member)
        record(unit, staff, desk.now(), action, f"staff:{id}", dict(detail or {}))
        return member

    return await desk.database.transact(settle)


def _spare_last(unit: Unit, member: StaffMember) -> None:
    """Raise LastAdmin when nobody else could change the settings; two who do so at once wait for each other."""
    admins = unit.staff.hold_admins()
    if member.id in admins and len(admins) == 1:
        raise LastAdmin


async def _draw(
    request: web.Request,
    faults: Mapping[str, str],
    typed: Mapping[str, str] | None = None,
    *,
    seen: str | None = None,
    status: int = 0,
) -> web.Response:
    desk, id = desk_of(request), request.match_info["id"]

    def read(unit: Unit) -> tuple[StaffMember | None, list[Any]]:
        return unit.staff.by_id(id), unit.staff_sessions.of_staff(id, desk.now())

    member, sessions = await desk.database.read(read)
    if member is None:
        raise web.HTTPNotFound
    stored = {"name": member.name, "role": member.role, "organisation": member.organisation or ""}
    return draw(
        request,
        "staff/member.html",
        status=status or (422 if faults else 200),
        member=member,
        sessions=sessions,
        roles=list(Role),
        typed=stored if typed is None else typed,
        stored=stored,
        faults=faults,
        seen=seen_of(member) if seen is None else seen,
    )


ROUTES = (
    get("/settings/staff/{id}", show_member, ADMINS),
    post("/settings/staff/{id}", change_member, ADMINS),
    post("/settings/staff/{id}/disable", disable_member, ADMINS),
    post("/settings/staff/{id}/enable", _doing("staff enabled", _enable), ADMINS),
    post("/settings/staff/{id}/sessions/end", _doing("sessions ended", _end_sessions), ADMINS),
    post("/settings/staff/{id}/factor/reset", _doing("second factor reset", _forget_factor), ADMINS),
    post("/settings/staff/{id}/link", give_link, ADMINS),
)
