"""Which errors pass by themselves?"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import asyncpg
import pytest

from storage.database import open_database
from storage.errors import Unavailable, passes, told_apart


class _Raised(sqlite3.OperationalError):
    def __init__(self, name: str) -> None:
        super().__init__("said SQLite")
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    "name", ["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_READONLY_DIRECTORY"]
)
def test_a_full_or_busy_disk_passes(name: str) -> None:
    assert passes(_Raised(name))


def test_a_fault_of_ours_does_not() -> None:
    assert not passes(_Raised("SQLITE_ERROR"))
    assert not passes(asyncpg.UndefinedTableError("said PostgreSQL"))
    assert not passes(asyncpg.UniqueViolationError("said PostgreSQL"))
    assert not passes(None)


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.CannotConnectNowError,
        asyncpg.AdminShutdownError,
        asyncpg.DeadlockDetectedError,
        asyncpg.DiskFullError,
        asyncpg.ReadOnlySQLTransactionError,
        asyncpg.TooManyConnectionsError,
        asyncpg.ConnectionDoesNotExistError,
    ],
)
def test_postgresql_troubles_pass(error: type[asyncpg.PostgresError]) -> None:
    with pytest.raises(Unavailable, match=error.sqlstate) as caught, told_apart():
        raise error("secret")
    assert caught.value.cause == error.sqlstate and "secret" not in str(caught.value)


async def test_a_server_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    database = open_database(f"postgresql://me@/town?host={tmp_path}")
    with pytest.raises(Unavailable):
        await database.ping()
    await database.close()


async def test_a_folder_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/no/such/folder/palabre.db")
    with pytest.raises(Unavailable):
        await database.ping()
    await database.close()
