"""Is a transaction one commit or nothing, and does each store say clearly what went wrong?"""

from __future__ import annotations

import asyncio

import asyncpg
import pytest
from sqlalchemy import text

from storage.database import Database, open_database
from storage.errors import Refused
from storage.inbox import Incoming
from storage.single import SecondStatementError
from storage.unit import Unit
from tests.contract.universe import NOW, incoming

SECRET = "+33601020304"


class WorkError(Exception):
    """Work that fails."""


async def test_a_result_comes_back(database: Database) -> None:
    assert await database.transact(lambda unit: 7) == 7


async def test_a_failure_leaves_nothing(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.inbox.add([incoming("1", "a")])
        raise WorkError

    with pytest.raises(WorkError):
        await database.transact(work)
    assert (await database.read(lambda u: u.inbox.counts())).pending == 0


async def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match="read-only"):
        await database.read(lambda u: u.inbox.add([incoming("1", "a")]))


async def test_a_store_that_answers_pings(database: Database) -> None:
    await database.ping()


async def test_a_fault_quotes_no_value(database: Database) -> None:
    row = Incoming("sms", None, SECRET, {"text": SECRET}, NOW)  # type: ignore[arg-type]
    with pytest.raises(Refused) as caught:
        await database.transact(lambda u: u.inbox.add([row]))
    seen = f"{caught.value} {caught.value.__cause__} {caught.value.__suppress_context__}"
    assert SECRET not in seen
    assert "INSERT INTO inbound" in seen
    assert seen.endswith("None True")


async def test_a_missing_table_is_told(database: Database) -> None:
    with pytest.raises(Refused, match="elsewhere"):
        await database.read(lambda u: u.connection.execute(text("SELECT * FROM elsewhere")))


async def test_a_naive_time_is_refused(database: Database) -> None:
    naive = Incoming("sms", "1", "a", {}, NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        await database.transact(lambda u: u.inbox.add([naive]))


async def test_a_statement_alone_is_committed(database: Database) -> None:
    assert await database.execute(lambda unit: unit.inbox.add([incoming("1", "a")])) == [True]
    assert (await database.read(lambda u: u.inbox.counts())).pending == 1


async def test_a_second_statement_is_refused(database: Database) -> None:
    def two(unit: Unit) -> None:
        unit.inbox.add([incoming("1", "a")])
        unit.inbox.add([incoming("2", "b")])

    with pytest.raises(SecondStatementError):
        await database.execute(two)


#: ends every other connection to this database, as a server does that is started again
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


async def test_a_restart_while_idle_costs_no_message(postgresql_url: str) -> None:
    database, other = open_database(postgresql_url), await asyncpg.connect(postgresql_url)
    try:
        await asyncio.gather(*(database.transact(lambda unit: unit.inbox.counts()) for _ in range(3)))
        await database.read(lambda unit: unit.inbox.counts())
        await other.execute(CUT)
        # each answer of the server lets this loop see what else came: that the others were ended
        for _ in range(200):
            await other.execute("SELECT 1")
        for number in range(3):
            await database.execute(lambda u, n=number: u.inbox.add([incoming("1", str(n))]))  # type: ignore[misc]
        assert (await database.read(lambda u: u.inbox.counts())).pending == 3
    finally:
        await other.close()
        await database.close()
