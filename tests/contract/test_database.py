"""Is a transaction one commit or nothing, and does each store say clearly what went wrong?"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from storage.database import Database
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
