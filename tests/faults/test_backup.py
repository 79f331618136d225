"""Do the commands of the backup page give back what was stored, while others write?"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from storage.audit import Act
from storage.database import Database, open_database
from storage.unit import Unit
from tests.contract.life import live
from tests.contract.test_copying import everything
from tests.contract.universe import NOW, incoming
from tests.needs import ROOT
from tests.servers.binaries import postgresql_folder
from tests.servers.postgresql import PostgresqlServer

PAGE = "docs/how-to/back-up-and-restore.md"
SECTION = re.compile(r"^## (?P<title>[^\n]+)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)

#: Messages that are stored before the copy.
BEFORE = 50

Everything = dict[str, list[tuple[Any, ...]]]

WORD = "Où ça ? À l'école, « là »"


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give the URL of a migrated store that lies in the data folder."""
    return f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'palabre.db')}"


def commands(title: str, **places: str) -> str:
    """Return the commands of a section, on other files and stores than the page's."""
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    body = next(found["body"] for found in SECTION.finditer(page) if found["title"] == title)
    (script,) = COMMANDS.findall(body)
    for name, place in places.items():
        assert NAMED[name] in script, f"{PAGE}, {title}: no {NAMED[name]!r}"
        script = script.replace(NAMED[name], shlex.quote(place) if "://" in place else place)
    return str(script)


#: What the page calls files and stores.
NAMED = {
    "data": "/var/lib/palabre/",
    "copies": "/var/backups/palabre/",
    "restored": "postgresql://palabre@db/palabre_restored",
    "new": " palabre_restored\n",
    "store": "postgresql://palabre@db/palabre",
    "server": "postgresql://palabre@db/postgres",
}


async def run(script: str, path: Path, **environment: str) -> None:
    """Run the commands as a shell would, with `palabre` and PostgreSQL's programs at hand."""
    (path / "palabre").write_text(
        f'#!/bin/sh\nexec {sys.executable} -c "from bot.cli import main; main()" "$@"\n'
    )
    (path / "palabre").chmod(0o755)
    where = os.pathsep.join((str(path), *_programs(path), os.environ["PATH"]))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    given = {**kept, "PATH": where, "PALABRE_DATA": str(path), "PYTHONPATH": str(ROOT), **environment}
    shell = ["bash", "-euo", "pipefail", "-c", script]
    done = await asyncio.to_thread(
        subprocess.run, shell, check=False, env=given, cwd=path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def _programs(path: Path) -> list[str]:
    """Return where the programs of the server's own release are: an older pg_dump refuses."""
    found = postgresql_folder(path)
    return [str(found)] if found and (found / "pg_dump").exists() else []


@asynccontextmanager
async def writing(database: Database) -> AsyncIterator[list[int]]:
    """Write without a pause; give what was written so far."""
    written: list[int] = []

    async def write() -> None:
        for n in itertools.count(BEFORE):
            await database.transact(partial(store, n))
            written.append(n)

    task = asyncio.create_task(write())
    yield written
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def store(n: int, unit: Unit) -> None:
    """Store a message and an act together: a copy must hold both, or neither."""
    unit.inbox.add([incoming(f"+339{n:08}", f"m{n}", WORD)])
    unit.audit.add([Act(NOW, "test", "stored", f"m{n}")])


async def fill(database: Database) -> None:
    """Store a life, and messages."""
    await database.transact(lambda unit: live(unit, "1", WORD))
    for n in range(BEFORE):
        await database.transact(partial(store, n))


async def check(url: str, before: Everything, stored: int) -> None:
    """The store holds all that was there before the copy, whole transactions of what came meanwhile, and goes on."""
    found = await everything(url)
    assert {name: rows for name, rows in found.items() if name not in ("inbound", "audit")} == {
        name: rows for name, rows in before.items() if name not in ("inbound", "audit")
    }
    assert set(map(repr, before["inbound"])) <= set(map(repr, found["inbound"]))
    more = {name: len(found[name]) - len(before[name]) for name in ("inbound", "audit")}
    assert more["inbound"] == more["audit"]
    opened = open_database(url)
    await opened.transact(partial(store, stored + 10_000))
    await opened.close()
    assert len((await everything(url))["inbound"]) == len(found["inbound"]) + 1


@pytest.mark.needs("sqlite3")
async def test_sqlite_comes_back_from_its_copy(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    places = {"data": f"{tmp_path}/", "copies": f"{tmp_path}/copies/"}
    database = open_database(sqlite_url)
    await fill(database)
    before = await everything(sqlite_url)
    async with writing(database) as written:
        await run(commands("SQLite: back up", **places), tmp_path)
    await database.close()
    assert written
    (tmp_path / "palabre.db").write_bytes(b"a disk that failed")
    (tmp_path / "palabre.db-wal").write_bytes(b"what it still held")
    await run(commands("SQLite: restore", **places), tmp_path)
    await check(sqlite_url, before, len(written))


async def test_postgresql_comes_back_from_its_dump(
    postgresql_server: PostgresqlServer, postgresql_url: str, tmp_path: Path
) -> None:
    restored = f"restored_{uuid.uuid4().hex}"
    places = {
        "copies": f"{tmp_path}/",
        "restored": at(postgresql_url, restored),
        "new": f" {restored}\n",
        "store": postgresql_url,
        "server": at(postgresql_url, "postgres"),
    }
    database = open_database(postgresql_url)
    await fill(database)
    before = await everything(postgresql_url)
    async with writing(database) as written:
        await run(commands("PostgreSQL: back up", **only(places, "copies", "store")), tmp_path)
    await database.close()
    assert written
    await run(
        commands("PostgreSQL: restore", **only(places, "copies", "restored", "new", "server")), tmp_path
    )
    await check(places["restored"], before, len(written))
    await asyncio.to_thread(postgresql_server.drop, places["restored"])


def only(places: dict[str, str], *names: str) -> dict[str, str]:
    return {name: places[name] for name in names}


def at(url: str, name: str) -> str:
    """Return the address of another database of the same server."""
    base, mark, query = url.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{mark}{query}"
