"""What must go with time? Old texts, silent people, codes that expired (norms §1); batch by batch, now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from bot.conversation.room import Room
from storage.database import Database
from storage.errors import StorageError
from storage.retention import Progress
from storage.unit import Unit

#: seconds between two rounds: what is kept for 90 days need not go to the minute
EVERY = 6 * 3600.0

log = structlog.get_logger()


@dataclass(slots=True)
class Housekeeping:
    """Forgets what is too old; several processes may do it at once."""

    database: Database
    room: Callable[[], Room]

    async def run(self, stopping: asyncio.Event) -> None:
        """Do a round every so often, the first one after a while: a start has better to do."""
        while not stopping.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), EVERY)
                return
            try:
                await self.tidy(datetime.now(UTC))
            except StorageError as error:
                log.warning("housekeeping failed", cause=type(error).__name__)

    async def tidy(self, now: datetime) -> tuple[int, int]:
        """Forget everything that is too old now; return how many texts were emptied, and people forgotten."""
        await self.database.transact(lambda unit: _forget_codes(unit, now))
        progress = Progress()
        while not progress.over:
            progress = await self._purge(progress, now)
        people = 0
        while found := await self.database.transact(
            lambda unit: unit.retention.forget(now, self.room().proof)
        ):
            people += found
        log.info("housekeeping", count=progress.emptied, rows=people)
        return progress.emptied, people

    async def _purge(self, progress: Progress, now: datetime) -> Progress:
        return await self.database.transact(lambda unit: unit.retention.purge(now, progress))


def _forget_codes(unit: Unit, now: datetime) -> None:
    unit.links.purge(now)
    unit.downloads.purge(now)
