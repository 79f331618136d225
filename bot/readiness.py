"""Can messages be taken now? Whoever asks has an answer within seconds, also of a store that answers nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.outage import Outage
from storage.database import Database
from storage.errors import StorageError

#: seconds that the store may take to answer: what balances load gives up after as many, or soon after
PATIENCE = 2.0


@dataclass(slots=True)
class Readiness:
    """Asks the store, once at a time: one that is frozen is not asked again by each who wants to know."""

    database: Database
    outage: Outage
    _asking: asyncio.Task[bool] | None = field(init=False, default=None)

    async def ready(self) -> bool:
        """Tell whether the store answers, and did not just refuse to write."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        asking = self._asking
        await asyncio.wait({asking}, timeout=PATIENCE)
        return asking.done() and asking.result() and self.outage.since is None

    def close(self) -> None:
        """Wait for no answer any more."""
        if self._asking is not None:
            self._asking.cancel()

    async def _ask(self) -> bool:
        try:
            await self.database.ping()
        except StorageError:
            return False
        return True
