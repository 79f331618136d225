"""How well does the service understand residents, and how does it learn? `palabre nlu`."""

from __future__ import annotations

import click

from bot.cli.evaluate import evaluate
from bot.cli.misunderstood import misunderstood
from bot.cli.rasa import serve_rasa
from bot.cli.train import train


@click.group()
def nlu() -> None:
    """Measure how well residents are understood, and teach the service more."""


#: every subcommand, in the order of `--help`
SUBCOMMANDS: tuple[click.Command, ...] = (train, serve_rasa, evaluate, misunderstood)

for command in SUBCOMMANDS:
    nlu.add_command(command)
