"""How does the schema move, on both stores, without a configuration file?"""

from __future__ import annotations

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage import postgresql, sqlite
from storage.database import parse_url
from storage.errors import told_apart

#: Key of the advisory lock that lets one process at a time move the schema of a PostgreSQL database.
LOCK = 7_254_610_935


async def upgrade(url: str, revision: str = "head") -> bool:
    """Bring the schema of the database to `revision`; do nothing when it is there. Raise Unavailable.

    False: the schema is a later release's. It only grows, so this release goes on with it.
    """
    parsed = parse_url(url)
    with told_apart():
        if parsed.get_backend_name() == "sqlite":
            return await asyncio.to_thread(_upgrade_sqlite, url, revision)
        return await _upgrade_postgresql(url, revision)


def _upgrade_sqlite(url: str, revision: str) -> bool:
    engine = sqlite.open_engine(parse_url(url), kept=False)
    try:
        with engine.begin() as connection:
            return _run(connection, revision)
    finally:
        engine.dispose()


async def _upgrade_postgresql(url: str, revision: str) -> bool:
    engine = postgresql.open_engine(parse_url(url))
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            return await connection.run_sync(_run, revision)
    finally:
        await engine.dispose()


def _run(connection: Connection, revision: str) -> bool:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        return False
    command.upgrade(config, revision)
    return True
