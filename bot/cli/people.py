"""Who wants to hear from a person? `palabre people waiting`; pseudonyms only."""

from __future__ import annotations

import click

from bot.bootstrap import Service
from bot.cli.running import with_service
from bot.cli.table import draw
from bot.participation.pseudonym import write_pseudonym
from storage.appeals import Appeal

#: people that one command shows
SHOWN = 100


@click.group()
def people() -> None:
    """Tell which residents wait for staff."""


@people.command()
@click.option("--limit", default=SHOWN, show_default=True, help="How many.")
def waiting(limit: int) -> None:
    """List who asked for a person and is not handed back: since when, channel, who (a pseudonym), state, who has them."""

    async def work(service: Service) -> list[tuple[str, ...]]:
        found = await service.database.read(lambda unit: unit.appeals.open(limit))
        return [_line(service, appeal) for appeal in found]

    lines = with_service(work)
    click.echo(draw(("since", "channel", "person", "state", "staff"), lines) if lines else "Nobody waits.")


def _line(service: Service, appeal: Appeal) -> tuple[str, ...]:
    since = (appeal.heard_at or appeal.asked_at) if appeal.unanswered else appeal.asked_at
    local = since.astimezone(service.settings.timezone).strftime("%Y-%m-%d %H:%M")
    state = "unanswered" if appeal.unanswered else appeal.state
    return local, appeal.channel, write_pseudonym(appeal.participant_id), state, appeal.staff_name or "-"
