"""What becomes of messages whose sender died? Replies wait again, broadcasts are uncertain (design §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from bot.metrics import Metrics
from storage.database import Database
from storage.outbox import Recovered
from storage.unit import Unit

#: a claim is about one second of pace: one that is this old belongs to nobody alive
ABANDONED = timedelta(seconds=90)

#: seconds between looks
EVERY = 30.0

log = structlog.get_logger()


@dataclass(slots=True)
class Recovery:
    """Takes back, now and then, what senders that died had claimed."""

    database: Database
    metrics: Metrics

    async def recover(self, age: timedelta) -> Recovered:
        """Take back what was claimed longer ago than this."""
        before = datetime.now(UTC) - age

        def take_back(unit: Unit) -> Recovered:
            return unit.outbox.recover(before)

        found = await self.database.transact(take_back)
        self.metrics.uncertain.inc(found.uncertain)
        if found.replies or found.uncertain:
            log.warning("sendings recovered", retried=found.replies, count=found.uncertain)
        return found
