"""Which commands does an operator have? Each is one file; an error is one clear sentence and exit code 1."""

from __future__ import annotations

import os
import sys

import click

from bot.cli.broadcast import broadcast
from bot.cli.chat import chat
from bot.cli.check import check
from bot.cli.copy import copy
from bot.cli.demo import demo
from bot.cli.migrate import migrate
from bot.cli.nlu import nlu
from bot.cli.outbox import outbox
from bot.cli.participant import participant
from bot.cli.schedule import schedule
from bot.cli.segment import segment
from bot.cli.serve import serve
from bot.cli.survey import survey
from bot.cli.telegram import telegram
from bot.cli.web import web
from bot.cli.work import work
from bot.errors import PalabreError
from dialogues.errors import DialogueError
from storage.errors import StorageError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="palabre")
def palabre() -> None:
    """Residents take part in their town's decisions from the messaging apps they already use."""


#: every command, in the order of `--help`
COMMANDS = (
    serve,
    web,
    work,
    demo,
    chat,
    check,
    migrate,
    copy,
    participant,
    survey,
    outbox,
    nlu,
    telegram,
    segment,
    broadcast,
    schedule,
)

for command in COMMANDS:
    palabre.add_command(command)


#: what is taken from the permissions of new files: everything that is not their owner's
PRIVATE = 0o077


def main() -> None:
    """Run the command line; errors that an operator can mend are one sentence, without a trace.

    Whatever it writes, residents' words among it, is for the account that runs it alone.
    """
    os.umask(PRIVATE)
    try:
        palabre(prog_name="palabre")
    except (PalabreError, DialogueError, StorageError) as error:
        click.echo(f"palabre: {error}", err=True)
        sys.exit(1)
