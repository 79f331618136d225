"""How does the service learn what was added to nlu_data? `palabre nlu train`."""

from __future__ import annotations

import asyncio

import click

from bot.bootstrap.teachers import TEACHERS
from bot.cli.running import read_or_exit
from bot.errors import PalabreError
from bot.logs import set_up_logs
from bot.nlu.thresholds import THRESHOLDS


@click.command()
@click.option(
    "--backend",
    type=click.Choice(tuple(THRESHOLDS)),
    default="embedded",
    show_default=True,
    help="What learns.",
)
def train(backend: str) -> None:
    """Learn from nlu_data; a Rasa that serves takes the new model without a gap, when it understands enough."""
    settings = read_or_exit()
    set_up_logs("WARNING")
    if backend not in TEACHERS:
        raise PalabreError(f"{backend} learns by itself when the service starts")
    asyncio.run(TEACHERS[backend](settings, click.echo))
