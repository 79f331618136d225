"""How is a process run that takes turns and sends? `palabre work`."""

from __future__ import annotations

import click

from bot.bootstrap import WORK
from bot.cli.process import start


@click.command()
def work() -> None:
    """Run turns, sending and due work only, beside `palabre web`; as many as are wanted, on PostgreSQL."""
    start(WORK)
