"""Who may come into the staff console, from the command line? `palabre staff`."""

from __future__ import annotations

from collections.abc import Callable

import click

from bot.bootstrap import Service
from bot.cli.running import with_service
from bot.cli.table import draw
from bot.console.invited import invite
from bot.console.role import Role
from bot.errors import PalabreError
from storage.audit import Act
from storage.staff import StaffMember
from storage.unit import Unit

#: how the audit names whoever has a shell on the machine
OPERATOR = "operator"
#: the role that one organisation's people have: the organisation must be named
PARTNER = Role.ORGANISATION


@click.group()
def staff() -> None:
    """Invite staff to the console, list them, shut one out, reset a lost second factor."""


@staff.command()
@click.argument("email")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="What they may do (docs/console.md).",
)
@click.option("--name", default="", help="How the console calls them. Left out: what stands before the @.")
@click.option("--organisation", help="Whose ideas the role `organisation` sees.")
def add(email: str, role: str, name: str, organisation: str | None) -> None:
    """Print a link by which EMAIL chooses a password, once, within three days; for somebody known, another password."""
    if "@" not in email.strip("@"):
        raise PalabreError(f"{email!r} is no e-mail address")
    if (Role(role) is PARTNER) != bool(organisation):
        raise PalabreError("--organisation goes with --role organisation, and with no other")

    async def work(service: Service) -> str:
        desk = service.console

        def offer(unit: Unit) -> str:
            unit.audit.add([Act(desk.now(), OPERATOR, "staff invited", f"role:{role}")])
            called = name or email.partition("@")[0]
            return invite(unit, desk, email, called, Role(role), OPERATOR, organisation)

        return await service.database.transact(offer)

    click.echo(with_service(work))


@staff.command("list")
def list_() -> None:
    """List members of staff: role, state, second factor."""

    async def work(service: Service) -> list[StaffMember]:
        return await service.database.read(lambda unit: unit.staff.all())

    rows = [
        (one.email, one.name, one.role, one.organisation or "", "disabled" if one.disabled_at else "active",
         "set up" if one.totp else "none")
        for one in with_service(work)
    ]  # fmt: skip
    click.echo(draw(("e-mail", "name", "role", "organisation", "state", "second factor"), rows))


@staff.command()
@click.argument("email")
def disable(email: str) -> None:
    """Shut EMAIL out: every session ends at once, and none begins; what they did stays under their name."""

    def work(service: Service) -> Callable[[Unit, StaffMember], None]:
        def shut(unit: Unit, member: StaffMember) -> None:
            unit.staff.change(member.id, disabled_at=service.console.now())
            unit.staff_sessions.revoke_all(member.id)
            unit.invitations.withdraw(member.email)

        return shut

    _do(email, "staff disabled", work)
    click.echo("Disabled.")


@staff.command()
@click.argument("email")
def enable(email: str) -> None:
    """Let EMAIL in again, with the password and the second factor they had."""
    _do(email, "staff enabled", lambda _: lambda unit, member: unit.staff.change(member.id, disabled_at=None))
    click.echo("Enabled.")


@staff.command()
@click.argument("email")
def reset_factor(email: str) -> None:
    """Forget EMAIL's second factor, recovery codes and passkeys: they set one up when they next sign in."""

    def work(_: Service) -> Callable[[Unit, StaffMember], None]:
        def reset(unit: Unit, member: StaffMember) -> None:
            unit.staff.change(member.id, totp=None)
            unit.staff.give_codes(member.id, [])
            unit.passkeys.remove_all(member.id)
            unit.staff_sessions.revoke_all(member.id)

        return reset

    _do(email, "second factor reset", work)
    click.echo("Reset.")


def _do(email: str, action: str, make: Callable[[Service], Callable[[Unit, StaffMember], None]]) -> None:
    """Change one member, and leave its trace. Raise PalabreError when nobody has this address."""

    async def work(service: Service) -> None:
        change, now = make(service), service.console.now()

        def settle(unit: Unit) -> None:
            member = unit.staff.by_email(email)
            if member is None:
                raise PalabreError(f"nobody has the address {email}: `palabre staff list` shows who is there")
            change(unit, member)
            unit.audit.add([Act(now, OPERATOR, action, f"staff:{member.id}")])

        await service.database.transact(settle)

    with_service(work)
