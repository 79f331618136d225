"""Is everything in order? `palabre check`: settings, channels, scripts, messages, translations; each fault with its line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli.reach import describe_channels
from bot.cli.running import read_or_exit
from dialogues.errors import BadScript
from dialogues.loader import MESSAGES, SCRIPTS, load_phrasebook, load_scripts


@click.command()
@click.option(
    "--scripts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SCRIPTS,
    help="Folder of scripts to check.",
)
@click.option(
    "--messages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=MESSAGES,
    help="Folder of messages to check.",
)
def check(scripts: Path, messages: Path) -> None:
    """Review settings, channels, scripts, messages and translations: where, what is wrong, what to do."""
    settings = read_or_exit()
    faults = [*_faults(scripts, messages), *describe_channels(settings)]
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"{len(faults)} to mend.", err=True)
        sys.exit(1)
    click.echo("All is well.")


def _faults(scripts: Path, messages: Path) -> Iterator[str]:
    try:
        phrasebook = load_phrasebook(messages)
    except BadScript as fault:
        yield str(fault)
        return
    loaded = load_scripts(phrasebook, scripts)
    yield from (str(fault) for fault in loaded.faults)
    from dialogues.catalogue import review_messages

    yield from (str(finding) for finding in review_messages(messages, tuple(loaded.definitions.values())))
