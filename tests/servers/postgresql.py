"""How does a test get a real PostgreSQL, and a database of its own on it?"""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
import uuid
from pathlib import Path

import asyncpg

from storage.models import metadata
from tests.servers.binaries import postgresql_folder, unprivileged
from tests.servers.process import Process

#: A test server loses nothing that matters: no waiting for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}

#: Ends the connections that a test left open: they may hold locks.
ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
"""


class PostgresqlServer:
    """A server, given or private, where each session of tests gets a database of its own."""

    def __init__(self, url: str, process: Process | None = None) -> None:
        self._url = url
        self._process = process

    def create(self) -> str:
        """Create an empty database and return its URL."""
        name = f"palabre_{uuid.uuid4().hex}"
        self._execute(f'CREATE DATABASE "{name}"')
        return _at(self._url, name)

    def wipe(self, url: str) -> None:
        """Empty every table of a database, whoever is connected to it; its schema stays."""
        asyncio.run(_execute(url, ALONE + "; ".join(_emptying(name) for name in _tables())))

    def drop(self, url: str) -> None:
        """Delete a database, whoever is connected to it."""
        self._execute(f'DROP DATABASE IF EXISTS "{_name(url)}" WITH (FORCE)')

    def stop(self) -> None:
        """Stop the server if it is ours."""
        if self._process:
            self._process.stop()

    def _execute(self, sql: str) -> None:
        asyncio.run(_execute(self._url, sql))


def start_postgresql() -> PostgresqlServer | None:
    """Return the server named by PALABRE_TEST_DATABASE_URL, or a private one; None when there is none to be had."""
    given = os.environ.get("PALABRE_TEST_DATABASE_URL")
    if given:
        return PostgresqlServer(given)
    folder = Path(tempfile.mkdtemp(prefix="palabre-pg-"))
    binaries = postgresql_folder(folder)
    if binaries is None:
        folder.rmdir()
        return None
    return _start(folder, binaries)


def _start(folder: Path, binaries: Path) -> PostgresqlServer:
    uid = unprivileged()
    if uid >= 0:
        os.chown(folder, uid, uid)
    data = folder / "data"
    who = uid if uid >= 0 else None
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "palabre", "-A", "trust", "-E", "UTF8"]
    subprocess.run(
        [*initdb, "--no-sync", "--locale=C.UTF-8"], check=True, cwd=folder, capture_output=True,
        user=who, group=who, extra_groups=None if who is None else [],
    )  # fmt: skip
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(data), "-k", str(folder), *options]
    url = f"postgresql://palabre@/postgres?host={folder}"
    return PostgresqlServer(url, Process(folder, uid, command).wait_for(lambda: _answers(url)))


def _answers(url: str) -> bool:
    """Tell whether the server takes queries; it listens a little before it does."""
    try:
        asyncio.run(_execute(url, "SELECT 1"))
    except (OSError, asyncpg.CannotConnectNowError):
        return False
    return True


def _tables() -> list[str]:
    """Return the tables, those that refer to others first."""
    return [table.name for table in reversed(metadata.sorted_tables)]


def _emptying(table: str) -> str:
    """Return what empties a table; the audit refuses DELETE, which is the quicker one."""
    return f'TRUNCATE "{table}"' if table == "audit" else f'DELETE FROM "{table}"'


async def _execute(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _at(url: str, name: str) -> str:
    base, mark, query = url.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{mark}{query}"
