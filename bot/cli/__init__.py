"""Which commands does an operator have? Each is one file; an error is one clear sentence and exit code 1."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from bot.errors import PalabreError
from dialogues.errors import DialogueError
from storage.errors import StorageError

#: every command, each the noun of its file
COMMANDS = (
    "serve", "web", "work", "demo", "chat", "check", "migrate", "copy", "participant", "outbox", "nlu", "telegram",
    "survey", "segment", "broadcast", "schedule", "staff", "people",
)  # fmt: skip


class Commands(click.Group):
    """Commands whose files are read when they are asked for: a service needs no spreadsheets in its memory."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None when there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"bot.cli.{cmd_name}"), cmd_name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="palabre")
def palabre() -> None:
    """Residents take part in their town's decisions from the messaging apps they already use."""
    # the command's file is read by now, for good
    gc.freeze()
    gc.enable()


#: what is taken from the permissions of new files: everything that is not their owner's
PRIVATE = 0o077


def main() -> None:
    """Run the command line; errors that an operator can mend are one sentence, without a trace.

    Whatever it writes, residents' words among it, is for the account that runs it alone.
    """
    os.umask(PRIVATE)
    # nothing of what is loaded is garbage: to look for some would take a seventh of the start
    gc.disable()
    try:
        palabre(prog_name="palabre")
    except (PalabreError, DialogueError, StorageError) as error:
        click.echo(f"palabre: {error}", err=True)
        sys.exit(1)
