"""Does the migrated schema say what the models say, whoever migrates, however often?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from storage.database import Database, open_database
from storage.errors import Refused
from storage.migrations import head, upgrade
from storage.models import metadata
from storage.models.idea import WORDS_INDEX
from storage.unit import Unit

#: How many wait for the participants.
WAITERS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'participants'::regclass"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a store without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = request.getfixturevalue("postgresql_server")
    url = server.create()
    yield url
    server.drop(url)


async def test_models_are_the_migrated_schema(database: Database) -> None:
    def compare(unit: Unit) -> list[object]:
        opts = {"include_name": lambda name, kind, parents: name != WORDS_INDEX}
        return list(compare_metadata(MigrationContext.configure(unit.connection, opts=opts), metadata))

    assert await database.read(compare) == []


async def test_indexes_are_those_of_the_models(database: Database) -> None:
    def compare(unit: Unit) -> dict[str, set[str | None]]:
        seen = inspect(unit.connection)
        return {name: {index["name"] for index in seen.get_indexes(name)} for name in metadata.tables}

    found = await database.read(compare)
    for name, table in metadata.tables.items():
        assert {index.name for index in table.indexes} <= found[name]


async def test_migrating_again_changes_nothing(empty_url: str) -> None:
    await upgrade(empty_url)
    await upgrade(empty_url)
    assert await _tables(empty_url) == set(metadata.tables) | {"alembic_version"}


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
async def test_who_writes_meanwhile_stops_no_move(empty_url: str) -> None:
    await upgrade(empty_url, "0007")
    writer = await asyncpg.connect(empty_url)
    moving = asyncio.create_task(upgrade(empty_url))
    try:
        await writer.execute("SET deadlock_timeout = '1h'; BEGIN; LOCK participants IN ROW EXCLUSIVE MODE")
        while not moving.done() and not await writer.fetchval(WAITERS):
            pass
        # the release before holds tables in an order of its own: the move gives way, and goes on
        await writer.execute("LOCK districts IN ACCESS SHARE MODE; COMMIT")
        assert await moving
    finally:
        moving.cancel()
        await asyncio.gather(moving, return_exceptions=True)
        await writer.close()


async def test_two_may_migrate_at_once(empty_url: str) -> None:
    await asyncio.gather(*(upgrade(empty_url) for _ in range(3)))
    assert await _tables(empty_url) == set(metadata.tables) | {"alembic_version"}


async def test_before_migrating_nothing_works(empty_url: str) -> None:
    database = open_database(empty_url)
    with pytest.raises(Refused):
        await database.transact(lambda unit: unit.connection.execute(text("SELECT * FROM inbound")))
    await database.close()


async def test_who_had_it_before_is_counted(empty_url: str) -> None:
    await upgrade(empty_url, "0015")
    rows = [f"({n}, 'b', '{n}', 'sms', '', 'fr', true, 1, 'sent', '', '2026-09-07')" for n in (1, 2, 3)]
    recipients = (
        "INSERT INTO broadcast_recipients (id, broadcast_id, participant_id, channel, address, language, introduced,"
        f" wave, state, cause, changed_at) VALUES {', '.join(rows)}"
    )
    told = [("1", "delivered"), ("2", "sent"), ("NULL", "delivered")]
    sent = [
        f"(0, {whose}, '', 'sms', '', '', 'fr', 1, '{status}', '2026-09-07', 1, 0, '2026-09-07')"
        for whose, status in told
    ]
    outbox = (
        "INSERT INTO outbox (n, recipient_id, participant_id, channel, address, content, language, priority, status,"
        f" due_at, attempt, skip, created_at) VALUES {', '.join(sent)}"
    )
    database = open_database(empty_url)
    for statement in (recipients, outbox):
        await database.transact(lambda unit, said=statement: unit.connection.exec_driver_sql(said))  # type: ignore[misc]
    await database.close()
    await upgrade(empty_url)
    database = open_database(empty_url)
    tallies = await database.read(lambda unit: unit.broadcasts.tallies("b"))
    await database.close()
    assert [(one.count, one.delivered) for one in tallies] == [(3, 1)]


async def _tables(url: str) -> set[str]:
    database = open_database(url)
    found = await database.transact(lambda unit: set(inspect(unit.connection).get_table_names()))
    await database.close()
    return found


def test_the_head_is_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(head.__code__.co_filename).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [head()]
