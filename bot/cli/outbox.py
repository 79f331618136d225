"""Which messages did not arrive, and which go again? `palabre outbox`; neither texts nor numbers are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from bot.bootstrap import Service
from bot.cli.running import with_service
from bot.errors import PalabreError
from bot.outbox.replaying import Replayed
from bot.outbox.replaying import replay as again
from storage.outbox import LOST, Lost

#: Messages that one command shows, and lets wait again, unless told otherwise.
SHOWN, MOST = 50, 10_000

#: Channels that a message may be of.
CHANNELS = ("telegram", "sms", "whatsapp", "simulator")

#: What is said where the options leave nothing, and something is lost all the same.
NOTHING_ELSE = "Nothing of what you asked for is lost; in all, {} are: palabre outbox list"

#: Letters of a pseudonym: enough to see that two messages are one person's.
PSEUDONYM = 8


@click.group()
def outbox() -> None:
    """List messages that did not arrive, and send them again."""


def _chosen(failed: bool, dead: bool, uncertain: bool) -> Sequence[str]:
    """Return the statuses of the flags; none is all."""
    flags = zip(LOST, (failed, dead, uncertain), strict=True)
    return [status for status, wanted in flags if wanted] or LOST


_channel = click.Choice(CHANNELS)


@outbox.command(name="list")
@click.option("--failed", is_flag=True, help="Refused for good by the provider, or by a rule here.")
@click.option("--dead", is_flag=True, help="Not taken within a day.")
@click.option(
    "--uncertain", is_flag=True, help="Broadcast messages whose sender died: they may have arrived."
)
@click.option("--channel", type=_channel, help="Of this channel only.")
@click.option("--limit", default=SHOWN, show_default=True, help="How many, the newest first.")
def list_lost(failed: bool, dead: bool, uncertain: bool, channel: str | None, limit: int) -> None:
    """List messages that nobody will send unless told so: id, since when, channel, who (a pseudonym), why."""
    statuses = _chosen(failed, dead, uncertain)

    async def work(service: Service) -> list[str]:
        found = await service.database.read(lambda unit: unit.outbox.dead(limit, statuses, channel))
        if found:
            return [_line(service, lost) for lost in found]
        others = await service.database.read(lambda unit: unit.outbox.dead(MOST))
        return [NOTHING_ELSE.format(len(others)) if others else "Nothing is lost."]

    click.echo("\n".join(with_service(work)))


@outbox.command()
@click.argument("ids", type=int, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every one, or those of the options below.")
@click.option("--failed", is_flag=True, help="With --all: those refused for good.")
@click.option("--dead", is_flag=True, help="With --all: those not taken within a day.")
@click.option("--uncertain", is_flag=True, help="With --all: those that may have arrived already.")
@click.option("--channel", type=_channel, help="With --all: of this channel only.")
@click.option("--yes", is_flag=True, help="Do not ask: send.")
def replay(
    ids: tuple[int, ...],
    everything: bool,
    failed: bool,
    dead: bool,
    uncertain: bool,
    channel: str | None,
    yes: bool,
) -> None:
    """Let messages wait again, by their IDS or --all; none goes to somebody who said STOP since."""
    if bool(ids) == everything:
        raise PalabreError("say which messages: their ids, or --all")
    statuses = _chosen(failed, dead, uncertain)

    async def find(service: Service) -> list[int]:
        lost = await service.database.read(lambda unit: unit.outbox.dead(MOST, statuses, channel))
        return [each.id for each in lost]

    chosen = list(ids) or with_service(find)
    if everything and chosen and not yes:
        click.confirm(f"Send {len(chosen)} messages again?", abort=True)

    async def work(service: Service) -> Replayed:
        return await service.database.transact(lambda unit: again(unit, chosen, datetime.now(UTC)))

    done = with_service(work) if chosen else Replayed((), {})
    for message, cause in done.unfit.items():
        click.echo(f"{message} stays: {CAUSES[cause]}.")
    click.echo(f"{len(done.waiting)} wait again.")


def _line(service: Service, lost: Lost) -> str:
    """Return what staff need of a message; what was said and to which number is nobody's business here."""
    who = service.premises.room.proof("participant", lost.participant_id)[:PSEUDONYM]
    since = lost.created_at.astimezone(service.settings.timezone).strftime("%Y-%m-%d %H:%M")
    why = " ".join(filter(None, (lost.error_code, lost.error)))
    return f"{lost.id}  {since}  {lost.channel}  {who}  {lost.status}  {why}".rstrip()


#: why a message is not sent again
CAUSES = {
    "unknown": "there is no such message",
    "not lost": "it was sent, or waits already",
    "emptied": "its text is gone",
    "stopped": "the person said STOP, or blocked the service",
}
