"""How is everything run in one process? `palabre serve`."""

from __future__ import annotations

import click

from bot.bootstrap import SERVE
from bot.cli.process import start


@click.command()
def serve() -> None:
    """Run everything in this process: webhooks, turns, sending, pages."""
    start(SERVE)
