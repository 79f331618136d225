"""Is a process told whose key is another than the one before?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog.testing

from bot.bootstrap.agreement import fingerprint, warn_of_another_key
from storage.database import Database, open_database
from storage.migrations import upgrade

ONE, OTHER = b"1" * 32, b"2" * 32


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Give an empty town."""
    url = f"sqlite:///{tmp_path}/palabre.db"
    await upgrade(url)
    opened = open_database(url)
    yield opened
    await opened.close()


async def told(database: Database, key: bytes) -> list[str]:
    with structlog.testing.capture_logs() as logs:
        await warn_of_another_key(database, key)
    return [f"{line['log_level']}: {line['event']}" for line in logs]


async def test_another_key_is_told_once(database: Database) -> None:
    assert await told(database, ONE) == [] == await told(database, ONE)
    (line,) = await told(database, OTHER)
    assert line.startswith("warning: PALABRE_SECRET_KEY is not the one") and OTHER.decode() not in line
    assert await told(database, OTHER) == []


async def test_two_processes_are_told_each_time(database: Database) -> None:
    await told(database, ONE)
    assert [len(await told(database, key)) for key in (OTHER, ONE, OTHER)] == [1, 1, 1]


async def test_a_store_without_tables_stops_nobody(tmp_path: Path) -> None:
    empty = open_database(f"sqlite:///{tmp_path}/empty.db")
    try:
        assert await told(empty, ONE) == []
    finally:
        await empty.close()


def test_a_fingerprint_tells_no_key() -> None:
    assert fingerprint(ONE) == fingerprint(ONE) != fingerprint(OTHER)
    assert len(fingerprint(ONE)) == 16
