"""Is SQLite safe and orderly: WAL, every commit on disk, one writer?"""

from __future__ import annotations

import asyncio
import threading

import pytest

from storage.database import open_database
from storage.unit import Unit
from tests.contract.universe import incoming


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
async def test_what_the_writer_runs_with(sqlite_url: str, pragma: str, value: object) -> None:
    database = open_database(sqlite_url)
    found = await database.transact(lambda u: u.connection.exec_driver_sql(f"PRAGMA {pragma}").scalar())
    assert found == value
    await database.close()


async def test_work_runs_in_the_order_it_came(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    order: list[int] = []
    tasks = [database.transact(lambda _unit, n=n: order.append(n)) for n in range(20)]  # type: ignore[misc]
    await asyncio.gather(*tasks)
    assert order == list(range(20))
    await database.close()


async def test_a_reader_does_not_wait(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    may_end = threading.Event()

    def hold(unit: Unit) -> None:
        unit.inbox.add([incoming("1", "a")])
        may_end.wait()

    writing = asyncio.ensure_future(database.transact(hold))
    assert (await database.read(lambda u: u.inbox.counts())).pending == 0
    may_end.set()
    await writing
    assert (await database.read(lambda u: u.inbox.counts())).pending == 1
    await database.close()


async def test_closing_finishes_what_was_begun(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    begun = asyncio.ensure_future(database.transact(lambda u: u.inbox.add([incoming("1", "a")])))
    await asyncio.sleep(0)
    await database.close()
    assert await begun == [True]
