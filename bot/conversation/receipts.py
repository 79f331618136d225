"""What became of a message that a provider took? Its receipts are stored in groups, and have consequences."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Literal

from bot.channels.message import Receipt
from bot.conversation.consequences import Consequence, apply
from bot.grouping import Grouped
from bot.metrics import Metrics
from bot.now import Now, utc_now
from storage.database import Database
from storage.outbox import Delivery
from storage.unit import Unit

#: what the provider says → what the outbox keeps; the others say nothing new
KEPT: dict[str, Literal["delivered", "failed"]] = {
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
}

#: Lets nothing leave by a channel for a while, because of a code
Stop = Callable[[str], Awaitable[None]]

#: nothing is sent from here
NO_STOPS: Mapping[str, Stop] = MappingProxyType({})

#: when a message that did not arrive goes again (30003: the phone is off), and how often it is sent in all
AGAIN, TRIES = timedelta(minutes=15), 4


class Receipts:
    """Stores receipts; one that says nothing new is passed over."""

    def __init__(
        self, database: Database, metrics: Metrics, now: Now = utc_now, stops: Mapping[str, Stop] = NO_STOPS
    ) -> None:
        self._database = database
        self._metrics = metrics
        self._now = now
        #: channel → what stops it, where receipts say that nothing can leave by it
        self._stops = stops
        self._grouped = Grouped(self._store)

    async def receive(self, receipt: Receipt) -> None:
        """Return once the receipt is stored."""
        if receipt.status in KEPT:
            await self._grouped.add(receipt)

    async def _store(self, receipts: Sequence[Receipt]) -> Sequence[None]:
        rows = [
            Delivery(r.channel, r.provider_id, KEPT[r.status], r.code or None, r.sentence or None, r.outbox)
            for r in receipts
        ]
        heeded = [
            Consequence(r.channel, r.address, r.consequence) for r in receipts if r.consequence != "none"
        ]

        again = [r.outbox for r in receipts if r.outbox is not None and _goes_again(r)]

        def deliver(unit: Unit) -> None:
            now = self._now()
            unit.outbox.deliver(rows)
            unit.outbox.revive(again, now + AGAIN, TRIES)
            apply(unit, heeded, now)

        await self._database.transact(deliver)
        await self._stop(receipts)
        for receipt in receipts:
            if KEPT[receipt.status] == "failed":
                self._metrics.failed.labels(receipt.channel, receipt.code or "unknown").inc()
        return [None] * len(receipts)

    async def _stop(self, receipts: Sequence[Receipt]) -> None:
        refused = {r.channel: r.code for r in receipts if r.consequence == "stop_channel"}
        for channel, code in refused.items():
            if channel in self._stops:
                await self._stops[channel](code)


def _goes_again(receipt: Receipt) -> bool:
    """Tell whether it may arrive another time; outside WhatsApp's 24 hours it leaves as a template, or is refused here."""
    return receipt.retryable or receipt.consequence in ("window_closed", "stop_channel")
