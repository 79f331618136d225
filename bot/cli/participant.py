"""What is held about one person, and how is it erased, from the command line? `palabre participant`."""

from __future__ import annotations

from datetime import UTC, datetime

import click
import orjson

from bot.bootstrap import Service
from bot.cli.running import with_service
from bot.errors import PalabreError
from bot.pages.held import without_codes
from storage.unit import Unit


@click.group()
def participant() -> None:
    """Export or erase what is held about one person (norms: rights of access and erasure)."""


@participant.command()
@click.argument("address")
def export(address: str) -> None:
    """Write everything held about the person at ADDRESS (telegram:123, sms:+33939…) as JSON."""

    async def work(service: Service) -> bytes:
        return await service.database.read(
            lambda unit: orjson.dumps(
                without_codes(unit.participants.export(_find(unit, address))), option=orjson.OPT_INDENT_2
            )
        )

    click.echo(with_service(work).decode())


@participant.command()
@click.argument("address")
@click.option("--yes", is_flag=True, help="Do not ask: erase.")
def erase(address: str, yes: bool) -> None:
    """Erase everything held about the person at ADDRESS; ideas handed in stay, without their author."""
    if not yes:
        click.confirm("Nothing brings it back. Erase?", abort=True)

    async def work(service: Service) -> None:
        proof = service.premises.room.proof
        await service.database.transact(
            lambda unit: unit.participants.erase(_find(unit, address), datetime.now(UTC), proof)
        )
        while await service.collector.remove():
            pass

    with_service(work)
    click.echo("Erased.")


def _find(unit: Unit, address: str) -> str:
    """Return the participant of an address. Raise PalabreError when there is none."""
    channel, _, value = address.partition(":")
    found = unit.participants.known([(channel, value)])
    if (channel, value) not in found:
        raise PalabreError(
            "nobody has this address: write channel:value, as in telegram:3527065 or sms:+33939000000"
        )
    return found[channel, value]
