"""Did another process change the town? One number is looked at when the bell says so, and now and then."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import structlog

from bot.conversation.premises import Premises
from bot.wakeup import Wakeup
from storage.database import Database
from storage.errors import StorageError

#: seconds between two looks when no bell rings: what it carries may be lost
EVERY = 30.0

log = structlog.get_logger()


@dataclass(slots=True)
class Watch:
    """Keeps the premises as staff last changed them, in every process."""

    database: Database
    premises: Premises
    wakeup: Wakeup

    async def run(self, stopping: asyncio.Event) -> None:
        """Look until told to stop."""
        ending = asyncio.create_task(stopping.wait())
        ending.add_done_callback(lambda _: self.wakeup.wake())
        try:
            while not stopping.is_set():
                with suppress(StorageError):
                    await self.look()
                await self.wakeup.wait(EVERY)
        finally:
            ending.cancel()

    async def look(self) -> bool:
        """Read the town anew when its number is another one; return whether it was."""
        number = await self.database.read(lambda unit: unit.choices.revision())
        if number == self.premises.revision:
            return False
        await self.premises.refresh()
        log.info("town read again")
        return True
