"""How does the schema move, on both stores, without a configuration file?"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage import postgresql, sqlite
from storage.database import parse_url
from storage.errors import told_apart
from storage.locks import Lock

_REVISION = re.compile(r'^revision = "(\w+)"', re.MULTILINE)
_DOWN = re.compile(r'^down_revision = "(\w+)"', re.MULTILINE)


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
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": Lock.SCHEMA})
            return await connection.run_sync(_run, revision)
    finally:
        await engine.dispose()


def _run(connection: Connection, revision: str) -> bool:
    if revision == "head" and _is_current(connection):
        return True
    # most starts find nothing to move, and spare Alembic's 10 MiB
    from storage.migrations.moving import move

    return move(connection, revision)


def _is_current(connection: Connection) -> bool:
    """Tell whether the schema is the newest that this release knows."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars()) == [head()]


def head() -> str:
    """Return the revision that no other follows, as the files say it."""
    files = [path.read_text("utf-8") for path in (Path(__file__).parent / "versions").glob("[0-9]*.py")]
    followed = {found for file in files for found in _DOWN.findall(file)}
    newest: str
    (newest,) = {found for file in files for found in _REVISION.findall(file)} - followed
    return newest
