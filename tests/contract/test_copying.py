"""Is a copy whole, refused where it would lose or mix something, and equal after the way back?"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import Connection, insert, select, text

from storage import copying
from storage.copying import Copied
from storage.copying.numbering import last_number
from storage.database import open_database
from storage.errors import CannotCopy
from storage.migrations import upgrade
from storage.models import metadata
from storage.unit import Unit
from tests.contract.life import live
from tests.contract.towns import Town, towns
from tests.contract.universe import NOW
from tests.servers.postgresql import PostgresqlServer
from tests.sizes import sized

WORD = "mot « accentué » 🚲 ; \\ \t\n'\""

#: Enough rows for two batches, with the last one deleted.
MANY = copying.rows.BATCH + 3


@dataclass(frozen=True, slots=True)
class Ends:
    """Makes empty stores."""

    server: PostgresqlServer
    folder: Path
    made: list[str]

    async def make(self, kind: str) -> str:
        """Return the URL of a store where nothing is yet, not even a schema."""
        if kind == "sqlite":
            self.made.append(f"sqlite:///{self.folder / f'{len(self.made)}.db'}")
        else:
            self.made.append(await asyncio.to_thread(self.server.create))
        return self.made[-1]


@pytest.fixture
def ends(postgresql_server: PostgresqlServer, tmp_path: Path) -> Iterator[Ends]:
    folder = tmp_path / "ends"
    folder.mkdir()
    made = Ends(postgresql_server, folder, [])
    yield made
    for url in made.made:
        if url.startswith("postgresql"):
            postgresql_server.drop(url)


PAIRS = [
    ("sqlite", "postgresql"),
    ("postgresql", "sqlite"),
    ("sqlite", "sqlite"),
    ("postgresql", "postgresql"),
]


@pytest.mark.parametrize(("kind", "other"), PAIRS)
async def test_every_row_arrives_as_it_was(ends: Ends, kind: str, other: str) -> None:
    source, target = await ends.make(kind), await ends.make(other)
    await fill(source, lambda unit: [live(unit, str(n), WORD, n) for n in range(3)])
    copied = await copy(source, target)
    assert [one.table for one in copied] == [table.name for table in metadata.sorted_tables]
    assert sum(one.rows for one in copied) > 30
    assert await everything(target) == await everything(source)


@pytest.mark.parametrize(("kind", "other"), PAIRS[:2])
async def test_numbers_are_not_given_again(ends: Ends, kind: str, other: str) -> None:
    source, target = await ends.make(kind), await ends.make(other)
    await fill(source, _leave_a_gap)
    copied = {one.table: one.rows for one in await copy(source, target)}
    assert copied["inbound"] == MANY - 1
    assert await fill(target, _next_inbound) == MANY + 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_store_with_rows_is_no_target(ends: Ends, kind: str) -> None:
    source, target = await ends.make("sqlite"), await ends.make(kind)
    for url in (source, target):
        await fill(url, lambda unit: live(unit, "1", WORD))
    before = await everything(target)
    with pytest.raises(CannotCopy, match=r"^nothing was copied: the target is not empty \(\w+\)"):
        await copy(source, target)
    assert await everything(target) == before


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_scripts_alone_are_no_rows(ends: Ends, kind: str) -> None:
    """Any command that is run there leaves some: `palabre outbox list` of a new database does."""
    source, target = await ends.make("sqlite"), await ends.make(kind)
    await fill(source, lambda unit: unit.definitions.publish("idea", "1", {}, NOW))
    await fill(target, lambda unit: unit.definitions.publish("idea", "2", {}, NOW))
    await copy(source, target)
    assert await everything(target) == await everything(source)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("side", ["source", "target"])
async def test_a_store_in_use_is_refused(
    ends: Ends, kind: str, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying.end, "PATIENCE", 50)
    busy, other = await ends.make(kind), await ends.make("sqlite")
    for url in (busy, other):
        await upgrade(url)
    idle = open_database(busy)
    await idle.ping()
    with pytest.raises(CannotCopy, match=f"the {side}.*stop every palabre there first"):
        await (copy(busy, other) if side == "source" else copy(other, busy))
    await idle.close()
    await (copy(busy, other) if side == "source" else copy(other, busy))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_another_release_is_refused(ends: Ends, kind: str) -> None:
    source = await ends.make(kind)
    await fill(
        source, lambda unit: unit.connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    )
    with pytest.raises(CannotCopy, match="`palabre migrate` it first"):
        await copy(source, await ends.make("sqlite"))


async def test_a_refused_source_makes_no_target(ends: Ends) -> None:
    source, target = await ends.make("sqlite"), await ends.make("sqlite")
    await fill(
        source, lambda unit: unit.connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    )
    with pytest.raises(CannotCopy):
        await copy(source, target)
    assert not list(ends.folder.glob("1.db*"))


async def test_a_copy_undone_leaves_no_file(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = await ends.make("sqlite"), await ends.make("sqlite")
    await fill(source, lambda unit: live(unit, "1", WORD))
    monkeypatch.setattr(copying, "carry_numbers", _spoil)
    with pytest.raises(CannotCopy):
        await copy(source, target)
    assert not list(ends.folder.glob("1.db*"))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_row_that_changes_undoes_all(ends: Ends, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = await ends.make("sqlite"), await ends.make(kind)
    await fill(source, lambda unit: live(unit, "1", WORD))
    monkeypatch.setattr(copying, "carry_numbers", _spoil)
    with pytest.raises(CannotCopy, match="answers differs after copying: 1 rows left, 1 arrived"):
        await copy(source, target)
    monkeypatch.undo()
    await copy(source, target)
    assert await everything(target) == await everything(source)


@pytest.mark.parametrize(
    "url", ["mysql://here/town", "sqlite://", "nonsense", "sqlite:////nowhere/at/all.db"]
)
async def test_a_bad_source_is_one_sentence(ends: Ends, url: str) -> None:
    with pytest.raises(CannotCopy):
        await copy(url, await ends.make("sqlite"))


async def test_a_store_is_not_copied_onto_itself(ends: Ends) -> None:
    url = await ends.make("sqlite")
    with pytest.raises(CannotCopy, match="both addresses are the same store"):
        await copy(url, url)


async def test_the_command_says_what_it_did(ends: Ends) -> None:
    source, target = await ends.make("sqlite"), await ends.make("postgresql")
    missing = await run("--from", source, "--to", target)
    assert missing.returncode == 1 and missing.stderr.startswith(
        "palabre: nothing was copied: there is no file "
    )
    await upgrade(source)
    done = await run("--from", source, "--to", target)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2].startswith(
        f"0 rows of {len(metadata.tables)} tables are the same in both"
    )


async def test_who_reads_no_further_undoes_nothing(ends: Ends) -> None:
    source, target = await ends.make("sqlite"), await ends.make("sqlite")
    await upgrade(source)
    command = [
        sys.executable,
        "-c",
        "from bot.cli import main; main()",
        "copy",
        "--from",
        source,
        "--to",
        target,
    ]
    reader, writer = os.pipe()
    os.close(reader)
    done = await asyncio.to_thread(
        subprocess.run, command, check=False, stdout=writer, stderr=subprocess.PIPE, text=True
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")
    assert await everything(target) == await everything(source)


async def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "copy", *arguments]
    return await asyncio.to_thread(subprocess.run, command, check=False, capture_output=True, text=True)


@pytest.mark.sized
@settings(
    max_examples=sized(2, 10),
    phases=[Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(town=towns())
async def test_there_and_back_is_the_same_town(
    ends: Ends, sqlite_template: Path, postgresql_url: str, town: Town
) -> None:
    first, last = await ends.make("sqlite"), await ends.make("sqlite")
    for url in (first, last):
        shutil.copy(sqlite_template, url.removeprefix("sqlite:///"))
    await asyncio.to_thread(ends.server.wipe, postgresql_url)
    await fill(first, lambda unit: _store(unit.connection, town))
    there, back = await copy(first, postgresql_url), await copy(postgresql_url, last)
    assert there == back
    assert await everything(last) == await everything(first) == await everything(postgresql_url)


def _store(connection: Connection, town: Town) -> None:
    for table in metadata.sorted_tables:
        if town[table.name]:
            connection.execute(insert(table), town[table.name])


async def copy(source: str, target: str) -> list[Copied]:
    told: list[Copied] = []
    copied = await copying.copy(source, target, told.append)
    assert told == copied
    return told


async def fill(url: str, work: Callable[[Unit], Any]) -> Any:
    """Do one thing in a migrated store."""
    await upgrade(url)
    database = open_database(url)
    try:
        return await database.transact(work)
    finally:
        await database.close()


async def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, in an order that no store chooses."""

    def read(unit: Unit) -> dict[str, list[tuple[Any, ...]]]:
        rows = {name: unit.connection.execute(select(table)) for name, table in metadata.tables.items()}
        return {name: sorted((tuple(row) for row in found), key=repr) for name, found in rows.items()}

    database = open_database(url)
    found = await database.read(read)
    await database.close()
    return found


def _leave_a_gap(unit: Unit) -> None:
    inbound = metadata.tables["inbound"]
    row = {
        "channel": "sms",
        "address": "1",
        "received_at": NOW,
        "payload": {},
        "status": "handled",
        "attempts": 0,
    }
    unit.connection.execute(insert(inbound), [{**row, "provider_id": str(n)} for n in range(MANY)])
    unit.connection.execute(inbound.delete().where(inbound.c.provider_id == str(MANY - 1)))


def _next_inbound(unit: Unit) -> int:
    inbound = metadata.tables["inbound"]
    assert last_number(unit.connection, inbound.c.id) == MANY
    _leave_one = {
        "channel": "sms",
        "address": "1",
        "received_at": NOW,
        "payload": {},
        "status": "handled",
        "attempts": 0,
    }
    found = unit.connection.execute(
        insert(inbound).values(provider_id="next", **_leave_one).returning(inbound.c.id)
    )
    return int(found.scalar_one())


def _spoil(_source: Connection, target: Connection, table: Any) -> None:
    if table.name == "answers":
        target.execute(text("UPDATE answers SET text = 'autre'"))
