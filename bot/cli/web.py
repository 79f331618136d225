"""How is a process run that only takes messages in and shows pages? `palabre web`."""

from __future__ import annotations

import click

from bot.bootstrap import WEB
from bot.cli.process import start


@click.command()
def web() -> None:
    """Run webhooks and pages only, beside `palabre work`; as many as are wanted, on PostgreSQL."""
    start(WEB)
