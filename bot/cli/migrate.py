"""How does the schema move to this release? `palabre migrate`."""

from __future__ import annotations

import asyncio

import click

from bot.bootstrap.ground import make_folder
from bot.cli.running import read_or_exit
from bot.errors import PalabreError
from storage import migrations
from storage.errors import StorageError


@click.command()
def migrate() -> None:
    """Bring the database's schema to this release; does nothing when it is there."""
    settings = read_or_exit()
    make_folder(settings)
    try:
        moved = asyncio.run(migrations.upgrade(settings.store))
    except StorageError as error:
        raise PalabreError(f"the database could not be migrated: {error} (PALABRE_DATABASE_URL)") from error
    where = "PostgreSQL" if settings.store.startswith("postgres") else settings.store
    if moved:
        click.echo(f"The schema is up to date ({where}).")
    else:
        click.echo(f"The schema is a later release's, and stays as it is ({where}).")
