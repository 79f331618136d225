"""How does the schema move to this release? `palabre migrate`."""

from __future__ import annotations

import asyncio

import click

from bot.bootstrap.ground import make_folder
from bot.cli.running import read_or_exit
from bot.errors import PalabreError
from storage import migrations
from storage.database import open_database
from storage.errors import StorageError


@click.command()
def migrate() -> None:
    """Bring the database's schema to this release; does nothing when it is there."""
    settings = read_or_exit()
    make_folder(settings)
    try:
        moved = asyncio.run(_upgrade(settings.store))
    except StorageError as error:
        raise PalabreError(f"the database could not be migrated: {error}") from error
    where = "PostgreSQL" if settings.store.startswith("postgres") else settings.store
    if moved:
        click.echo(f"The schema is up to date ({where}).")
    else:
        click.echo(f"The schema is a later release's, and stays as it is ({where}).")


async def _upgrade(store: str) -> bool:
    """Move the schema, and see that the store can be written: what has nothing to move may be read-only."""
    moved = await migrations.upgrade(store)
    database = open_database(store)
    try:
        await database.ping()
    finally:
        await database.close()
    return moved
