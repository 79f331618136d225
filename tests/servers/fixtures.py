"""Which fixtures give a test its servers and databases?"""

from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest

from storage.migrations import upgrade
from tests.needs import in_ci
from tests.servers.postgresql import PostgresqlServer, start_postgresql
from tests.servers.redis import RedisServer, start_redis

#: Linux's memory that looks like a disk, and the bytes that must be free there: no commit waits for it.
MEMORY, ROOM = Path("/dev/shm"), 500_000_000


def untested(what: str) -> NoReturn:
    """Skip loudly; on CI fail."""
    sentence = f"NOT TESTED, no {what}: not on this machine, not in a wheel, not named in the environment"
    if in_ci():
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """Give a real PostgreSQL."""
    server = start_postgresql()
    if server is None:
        untested("PostgreSQL")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgresql_migrated(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """Give the URL of a migrated database of this session; a copy per test costs 0.4 s, emptying it 0.02."""
    url = postgresql_server.create()
    asyncio.run(upgrade(url))
    yield url
    postgresql_server.drop(url)


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer, postgresql_migrated: str) -> Iterator[str]:
    """Give the URL of a migrated PostgreSQL database, empty, that nobody else uses meanwhile."""
    yield postgresql_migrated
    postgresql_server.wipe(postgresql_migrated)


@pytest.fixture(scope="session")
def stores() -> Iterator[Path]:
    """Give a folder for SQLite files: in memory where there is room, for each commit waits until it is on the disk."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    with TemporaryDirectory(prefix="palabre-stores-", dir=MEMORY if roomy else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def sqlite_template(stores: Path) -> Path:
    """Give a migrated SQLite file that others are copied from."""
    path = stores / "template.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    """Give the URL of a migrated SQLite file that is this test's own."""
    path = sqlite_template.with_name(f"{uuid.uuid4().hex}.db")
    shutil.copyfile(sqlite_template, path)
    yield f"sqlite:///{path}"
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """Give a real Redis; whoever uses it flushes it first."""
    server = start_redis()
    if server is None:
        untested("Redis")
    yield server
    server.stop()
