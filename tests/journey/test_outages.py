"""When the store goes, is read-only, or is full: is it told once, refused honestly, and is nothing lost after?"""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from bot.bootstrap.ticks import hasten
from bot.channels.message import Address, InboundMessage
from bot.outage import HEALING
from storage import models
from storage.errors import StorageError
from storage.outbox import Outgoing
from tests.journey.house import House

ON_SQLITE = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)


@pytest.fixture
async def admin(house: House) -> AsyncIterator[asyncpg.Connection]:
    """Give a connection of the one who runs PostgreSQL."""
    connection = await asyncpg.connect(house.url)
    yield connection
    await connection.close()


def said(n: int, text: str = "bonjour " * 2_000) -> InboundMessage:
    return InboundMessage(Address("simulator", f"sms-{n}"), f"sms-{n}/{n}", text)


async def refused(house: House, message: InboundMessage) -> None:
    """Fail unless the message is refused: its provider will send it again."""
    with pytest.raises(StorageError):
        await house.service.inbox.receive(message)


@ON_SQLITE
async def test_a_full_disk_is_told_and_refused(house: House, log: io.StringIO) -> None:
    service = house.service

    pages = await service.database.transact(
        lambda u: u.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    )
    await service.database.transact(
        lambda u: u.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    )
    for n in range(3):
        await refused(house, said(n))
    assert not await service.ready()
    await service.worker.drain()  # finds nothing, and reads well: the disk is full all the same
    assert not await service.ready()
    await service.database.transact(
        lambda u: u.connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    )
    began = service.readiness.outage.clock()
    service.readiness.outage.clock = lambda: began + HEALING + 1
    assert await service.ready()
    assert all([await service.inbox.receive(said(n)) for n in range(3)])
    await service.settle()
    assert {row["status"] for row in await house.rows(models.Inbound)} == {"handled"}
    assert log.getvalue().count("its disk is full or broken (PALABRE_DATA") == 1
    assert log.getvalue().count('"back"') == 1


@ON_POSTGRESQL
async def test_a_read_only_server_is_told_and_refused(
    house: House, admin: asyncpg.Connection, log: io.StringIO
) -> None:
    service = house.service
    name = house.url.partition("?")[0].rpartition("/")[2]
    await admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    await cut(admin)
    for n in range(3):
        await refused(house, said(n))
    assert not await service.ready()
    await admin.execute("SET default_transaction_read_only = off")
    await admin.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
    began = service.readiness.outage.clock()
    service.readiness.outage.clock = lambda: began + HEALING + 1
    # no connection of before is kept: the next ones may write
    assert await service.ready()
    assert all([await service.inbox.receive(said(n)) for n in range(3)])
    await service.settle()
    assert {row["status"] for row in await house.rows(models.Inbound)} == {"handled"}
    assert log.getvalue().count("the database is read-only (PALABRE_DATABASE_URL)") == 1


@ON_POSTGRESQL
async def test_lost_connections_lose_nothing(
    house: House, admin: asyncpg.Connection, log: io.StringIO
) -> None:
    service, stopping = house.service, asyncio.Event()
    running = asyncio.create_task(service.run(stopping))
    for n in range(12):
        while True:
            try:
                await service.inbox.receive(said(n, "bonjour"))
                break
            except StorageError:
                continue
        if n % 3 == 0:
            await cut(admin)
    async with asyncio.timeout(90):
        while not await settled(house):  # noqa: ASYNC110 - several loops work at it
            await asyncio.sleep(0.05)
    stopping.set()
    for sender in service.senders:
        sender.wakeup.wake()
    await running
    assert {row["status"] for row in await house.rows(models.Inbound)} == {"handled"}
    sent = await house.rows(models.Outbound)
    assert {row["status"] for row in sent} == {"sent"}
    shown = [tried.id for tried in house.phones.tries]
    assert sorted(shown) == sorted(row["id"] for row in sent)


async def test_a_clock_that_went_back_delays_nobody(house: House) -> None:
    future = datetime.now(UTC) + timedelta(hours=1)
    rows = [
        Outgoing("p", "simulator", "sms-lea", {"text": "of the future"}, future),
        Outgoing("p", "simulator", "sms-tom", {"text": "planned"}, future + timedelta(hours=1)),
    ]
    await house.service.database.transact(lambda unit: unit.outbox.add(rows, future))
    assert await house.sender.drain() == 0
    assert await hasten(house.service.database, datetime.now(UTC)) == 1
    assert await house.sender.drain() == 1
    assert [tried.message.text for tried in house.phones.tries] == ["of the future"]
    assert await hasten(house.service.database, datetime.now(UTC)) == 0


async def cut(admin: asyncpg.Connection) -> None:
    """End every other connection of this database."""
    await admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


async def settled(house: House) -> bool:
    """Tell whether nothing waits any more; the store may be away a moment."""
    try:
        inbound, outbound = await house.rows(models.Inbound), await house.rows(models.Outbound)
    except StorageError:
        return False
    return all(row["status"] != "pending" for row in inbound) and all(
        row["status"] not in ("waiting", "sending") for row in outbound
    )
