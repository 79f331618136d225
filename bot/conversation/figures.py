"""How long does what waits wait? Read from the store when Prometheus asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.metrics import Metrics
from storage.database import Database
from storage.errors import StorageError
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of this process, and of the queues."""

    database: Database
    metrics: Metrics

    async def page(self) -> bytes:
        """Return the page; without the store, the queues' figures are those of the last look."""
        try:
            await self.database.read(self._look)
        except StorageError:
            self.metrics.refused.labels("metrics", "store").inc()
        return self.metrics.page()

    def _look(self, unit: Unit) -> None:
        backlog = unit.inbox.counts()
        waiting, due_since = unit.outbox.waiting()
        self._show("inbox", backlog.pending, backlog.oldest)
        self._show("outbox", waiting, due_since)
        self._show("parked", backlog.parked, None)

    def _show(self, queue: str, count: int, oldest: datetime | None) -> None:
        age = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
        self.metrics.waiting.labels(queue).set(count)
        self.metrics.age.labels(queue).set(max(0.0, age))
