"""How is a connection of PostgreSQL kept for oneself, and its loss noticed on both sides within seconds?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import asyncpg
from sqlalchemy import URL

from storage.errors import told_apart
from storage.tls import connect_options

#: seconds between two pings, and how long one may wait for its answer
PING, DEAF = 1.0, 2.0

#: the server ends a session that is silent for so long, and lets its locks go: its process is frozen, or cut off
IDLE = "3s"

#: seconds that a connection may take to open, and to say goodbye
OPENING, CLOSING = 5.0, 1.0


@dataclass(slots=True)
class Pinned:
    """A connection that nobody else uses: a session's locks and what it listens to live as long as it."""

    driver: asyncpg.Connection
    clock: Callable[[], float] = monotonic
    #: when it answered last, on the clock
    answered_at: float = field(init=False)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.answered_at = self.clock()

    async def value(self, query: str, *arguments: Any) -> Any:
        """Return the first value of a query. Raise Unavailable when the connection is lost, or answers too late."""
        with told_apart():
            async with self._turn, asyncio.timeout(DEAF):
                found = await self.driver.fetchval(query, *arguments)
        self.answered_at = self.clock()
        return found

    async def watch(self) -> None:
        """Ping until the connection is lost, then raise Unavailable."""
        while True:
            await asyncio.sleep(PING)
            await self.value("SELECT 1")


@asynccontextmanager
async def pin(url: URL, name: str) -> AsyncIterator[Pinned]:
    """Give a connection that PostgreSQL knows by this name. Raise Unavailable when there is none."""
    settings = {"application_name": name, "idle_session_timeout": IDLE, "timezone": "UTC"}
    with told_apart():
        driver = await asyncpg.connect(**connect_options(url), timeout=OPENING, server_settings=settings)
    try:
        yield Pinned(driver)
    finally:
        with suppress(Exception):
            # a session that is closed lets its locks go at once
            await driver.close(timeout=CLOSING)
        driver.terminate()
