"""Does the store answer? Whoever uses it learns that it is away; an operator is told once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog

from bot.outage import Outage
from storage.database import Database
from storage.errors import Unavailable
from storage.unit import Unit

T = TypeVar("T")

#: states that say nothing of the store: two transactions wanted the same rows, and one of them goes again
MOMENTARY = ("40", "55P03", "SQLITE_BUSY")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Watched:
    """A store whose absence is noted, and told once."""

    database: Database
    outage: Outage

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """Run `work` in one transaction."""
        return await self._noting(self.database.transact(work))

    async def execute(self, work: Callable[[Unit], T]) -> T:
        """Run `work`, which executes one statement at most."""
        return await self._noting(self.database.execute(work))

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Run `work` in a transaction that may not write; what reads well may still refuse to write."""
        try:
            return await self.database.read(work)
        except Unavailable as error:
            self._note(error)
            raise

    async def ping(self) -> None:
        """Return when the store can be written to."""
        await self._noting(self.database.ping())

    async def close(self) -> None:
        """Let go of the store."""
        await self.database.close()

    async def _noting(self, doing: Awaitable[T]) -> T:
        try:
            done = await doing
        except Unavailable as error:
            self._note(error)
            raise
        self.outage.end()
        return done

    def _note(self, error: Unavailable) -> None:
        if error.cause.startswith(MOMENTARY):
            log.info("transaction given up", cause=error.cause)
        else:
            self.outage.begin(error)
