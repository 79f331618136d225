"""How does PostgreSQL serve many processes: asyncpg below, the same synchronous work above?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.errors import Unavailable, told_apart
from storage.single import alone
from storage.tls import AUTHORITY, connect_options
from storage.unit import NewId, Unit

T = TypeVar("T")

#: Connections of one process, opened when first needed and kept: a few batches at a time, and what is only read; more
#: would only queue in PostgreSQL. One closed and opened again would prepare every statement anew.
WRITERS, READERS = 6, 2

#: How long a transaction waits for a free connection, and how long a connection may take to open, in seconds.
PATIENCE = 10

#: PostgreSQL's state for a write where nothing may be written
READ_ONLY = "25006"

#: How long a transaction may ask nothing before the server ends its session, and lets its rows go: its process is frozen
#: or cut off. Longer than any turn on a machine that does much else.
IDLE_IN_TRANSACTION = "10s"

SERVER_SETTINGS = {
    "application_name": "palabre",
    "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION,
    # a plan cached while a table was empty once cost a claim 2 s instead of 4 ms
    "plan_cache_mode": "force_custom_plan",
    "jit": "off",
    "timezone": "UTC",
}


class PostgresqlDatabase:
    """Transactions run side by side; rows that two of them want are the claims' business.

    A statement alone is its own transaction: `BEGIN` and `COMMIT` cost as much as most statements do.
    """

    def __init__(self, url: URL, new_id: NewId) -> None:
        self._new_id = new_id
        self._engine = open_engine(url)
        self._alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        reader = open_engine(url, READERS, default_transaction_read_only="on")
        self._reader = reader.execution_options(isolation_level="AUTOCOMMIT")

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """Run `work` in a transaction; cancelled while it runs, it rolls back."""
        return await self._run(self._engine, work)

    async def execute(self, work: Callable[[Unit], T]) -> T:
        """Run `work`, which executes one statement at most; a second one raises."""
        return await self._run(self._alone, alone(work, self._new_id))

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Run `work`, which cannot write; each statement sees what is committed when it begins."""
        return await self._run(self._reader, work)

    async def ping(self) -> None:
        """Ask whether a transaction could write: a standby, or a server set read-only, answers and cannot."""
        await self.transact(_check_writable)

    async def close(self) -> None:
        """Close the pool."""
        await self._engine.dispose()
        await self._reader.dispose()

    async def _run(self, engine: AsyncEngine, work: Callable[[Unit], T]) -> T:
        try:
            with told_apart():
                async with engine.begin() as connection:
                    return await connection.run_sync(lambda plain: work(Unit(plain, self._new_id)))
        except Unavailable as error:
            if READ_ONLY in error.cause:
                # what was the primary is a standby now: the next connections may find the new one
                await self._engine.dispose()
                await self._reader.dispose()
            raise


def _check_writable(unit: Unit) -> None:
    if unit.connection.exec_driver_sql("SHOW transaction_read_only").scalar_one() == "on":
        raise Unavailable(f"transaction_read_only {READ_ONLY}")


def open_engine(url: URL, pool: int = WRITERS, **settings: str) -> AsyncEngine:
    """Return a pooled engine, with more settings of the server's; SQL never shows its parameters."""
    engine = create_async_engine(
        url.difference_update_query([AUTHORITY]),
        pool_size=pool,
        max_overflow=0,
        pool_timeout=PATIENCE,
        hide_parameters=True,
        connect_args=connect_options(url)
        | {"timeout": PATIENCE, "server_settings": SERVER_SETTINGS | settings},
    )
    event.listen(engine.sync_engine, "checkout", _refuse_if_cut)
    return engine


def _refuse_if_cut(connection: Any, _record: object, _fairy: object) -> None:
    """Have the pool open another connection for one that the server ended while nobody used it: a restart, a limit.

    The socket tells, and nobody is asked: what waits to be stored is not refused for that.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError
