"""How does a town move from SQLite to PostgreSQL, or back? `palabre copy`."""

from __future__ import annotations

import asyncio
import os
import sys

import click

from bot.logs import set_up_logs
from storage import copying
from storage.copying import Copied


@click.command()
@click.option(
    "--from", "source", required=True, metavar="URL", help="Store to read: sqlite:///… or postgresql://…"
)
@click.option("--to", "target", required=True, metavar="URL", help="Store to fill; it must be empty.")
def copy(source: str, target: str) -> None:
    """Copy everything stored into an empty store, all of it or nothing, and compare both.

    Stop the service first. A password may be left out of a URL and given in PGPASSWORD or in ~/.pgpass.
    """
    set_up_logs("WARNING")
    copied = asyncio.run(copying.copy(source, target, _tell))
    rows = sum(one.rows for one in copied)
    click.echo(
        f"{rows} rows of {len(copied)} tables are the same in both; set PALABRE_DATABASE_URL to the new store."
    )
    click.echo("Keep PALABRE_SECRET_KEY, or the secret.key of the data folder, as it is.")


def _tell(one: Copied) -> None:
    try:
        click.echo(f"{one.table:<14} {one.rows:>10}  {one.digest}")
    except BrokenPipeError:
        # nobody reads on: the copy goes on all the same, and what it says goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
