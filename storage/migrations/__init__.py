"""How does the schema move, on both stores, without a configuration file?"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import postgresql, sqlite
from storage.database import parse_url
from storage.errors import told_apart
from storage.locks import Lock

_REVISION = re.compile(r'^revision = "(\w+)"', re.MULTILINE)
_DOWN = re.compile(r'^down_revision = "(\w+)"', re.MULTILINE)

#: How long a step waits for a table, in milliseconds: more than PostgreSQL's deadlock_timeout.
WAIT = 2_000

#: PostgreSQL's states for a step that gave way, how often it is taken, and seconds before it is taken anew.
GAVE_WAY, TRIES, PAUSE = ("40P01", "55P03"), 30, 0.5


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
    """Move by one revision a transaction: the release before writes meanwhile, and few tables are held at once."""
    engine = postgresql.open_engine(parse_url(url))
    try:
        moved = None
        while moved is None:
            moved = await _give_way(engine, revision)
        return moved
    finally:
        await engine.dispose()


async def _give_way(engine: AsyncEngine, revision: str) -> bool | None:
    """Take one step, anew where it must give way to who writes: they held tables in another order, or for long."""
    tried = 0
    while True:
        tried += 1
        try:
            async with engine.begin() as connection:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": Lock.SCHEMA})
                return await connection.run_sync(_step, revision)
        except DBAPIError as error:
            if tried == TRIES or getattr(error.orig, "sqlstate", None) not in GAVE_WAY:
                raise
            await asyncio.sleep(PAUSE)


def _step(connection: Connection, revision: str) -> bool | None:
    """Move to the next revision; None where there may be more of them, at the end what `_run` says."""
    if revision == "head" and _is_current(connection):
        return True
    from storage.migrations.moving import following, move

    step = following(connection, revision)
    if step is None:
        return _run(connection, revision)
    # who wants the same table waits behind us for as long
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {WAIT}")
    move(connection, step)
    return None


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
