"""How does SQLite serve one process: one writer thread, WAL, every commit on disk?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from sqlite3 import Connection as SqliteConnection
from typing import Any, TypeVar

from sqlalchemy import URL, Engine, NullPool, StaticPool, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from storage.errors import told_apart
from storage.single import alone
from storage.unit import NewId, Unit

T = TypeVar("T")

#: How long a writer waits for another process (the command line beside the service), in milliseconds.
BUSY_TIMEOUT = 10_000

#: Page cache of one connection, in KiB (negative: SQLite's way to say KiB rather than pages).
CACHE = -16_000


class SqliteDatabase:
    """One thread writes, in the order of the calls; another reads, and never waits for it."""

    def __init__(self, url: URL, new_id: NewId) -> None:
        self._new_id = new_id
        self._writer = open_engine(url)
        self._reader = open_engine(url, writes=False)
        self._writing = ThreadPoolExecutor(1, "sqlite-writer")
        self._reading = ThreadPoolExecutor(1, "sqlite-reader")

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """Run `work` in the writer's thread; cancelled while it runs, it still commits."""
        return await self._run(self._writing, self._writer, work)

    async def execute(self, work: Callable[[Unit], T]) -> T:
        """Run `work`, which executes one statement at most, in the writer's thread."""
        return await self.transact(alone(work, self._new_id))

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Run `work` on what is committed."""
        return await self._run(self._reading, self._reader, work)

    async def ping(self) -> None:
        """Write nothing, but take the right to: a full or read-only disk shows here."""
        await self.transact(lambda unit: unit.connection.exec_driver_sql("SELECT 1"))

    async def close(self) -> None:
        """Finish the transactions that wait, then close the file."""
        for threads, engine in ((self._writing, self._writer), (self._reading, self._reader)):
            await asyncio.get_running_loop().run_in_executor(threads, engine.dispose)
            threads.shutdown()

    async def _run(self, threads: ThreadPoolExecutor, engine: Engine, work: Callable[[Unit], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, self._transact, engine, work)

    def _transact(self, engine: Engine, work: Callable[[Unit], T]) -> T:
        with told_apart(), engine.begin() as connection:
            return work(Unit(connection, self._new_id))


class _Dialect(SQLiteDialect_pysqlite):
    """SQLite's dialect, with BEGIN spelt by us: an event would do it too, and cost every statement a tenth."""

    begin: str

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin, as the driver does not: see _prepare."""
        dbapi_connection.execute(self.begin).close()


class WritingDialect(_Dialect):
    """Takes the write lock first: a transaction that reads before it writes must not see an old state."""

    begin = "BEGIN IMMEDIATE"
    supports_statement_cache = True  # SQLAlchemy looks for it in each class itself


class ReadingDialect(_Dialect):
    """Sees one state for all that it reads."""

    begin = "BEGIN"
    supports_statement_cache = True


registry.register("sqlite.writing", __name__, WritingDialect.__name__)
registry.register("sqlite.reading", __name__, ReadingDialect.__name__)


def open_engine(url: URL, *, writes: bool = True, kept: bool = True) -> Engine:
    """Return an engine of one connection, kept open unless said otherwise; SQL never shows its parameters."""
    engine = create_engine(
        url.set(drivername="sqlite+writing" if writes else "sqlite+reading"),
        poolclass=StaticPool if kept else NullPool,
        connect_args={"check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_writer if writes else _prepare_reader)
    return engine


def _prepare_writer(connection: SqliteConnection, _record: Any) -> None:
    _prepare(connection, "journal_mode=WAL", "synchronous=FULL")


def _prepare_reader(connection: SqliteConnection, _record: Any) -> None:
    _prepare(connection, "query_only=ON")


def _prepare(connection: SqliteConnection, *pragmas: str) -> None:
    connection.isolation_level = None  # BEGIN is ours: see _Dialect
    for pragma in (f"busy_timeout={BUSY_TIMEOUT}", "foreign_keys=ON", f"cache_size={CACHE}", *pragmas):
        connection.execute(f"PRAGMA {pragma}").close()
