"""Is a message durable? Only then does the webhook answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.channels.message import InboundMessage
from bot.conversation.flood import Fate, Flood
from bot.conversation.posting import inbound_to_json
from bot.grouping import Grouped
from bot.metrics import Metrics
from bot.now import Now, utc_now
from storage.database import Database
from storage.inbox import Incoming
from storage.unit import Unit


class Inbox:
    """Stores inbound messages in groups, then wakes whoever takes the turns."""

    def __init__(
        self,
        database: Database,
        wake: Callable[[], None],
        metrics: Metrics,
        flood: Flood | None = None,
        now: Now = utc_now,
    ) -> None:
        self._database = database
        self._wake = wake
        self._metrics = metrics
        self._flood = flood
        self._now = now
        self._grouped = Grouped(self._store)

    async def receive(self, message: InboundMessage) -> bool:
        """Return once the message is stored: True when it is new, False when it was known.

        Raise what the database raises when it could not be stored: the provider must send it again.
        """
        fate = self._flood.judge(message) if self._flood is not None else "take"
        told = replace(message, event="flooded") if fate == "tell" else message
        return await self._grouped.add((_incoming(told, self._now()), fate))

    async def _store(self, rows: Sequence[tuple[Incoming, Fate]]) -> Sequence[bool]:
        def add(unit: Unit) -> list[bool]:
            new = unit.inbox.add([row for row, _ in rows])
            limited = [
                (row.channel, row.provider_id)
                for (row, fate), is_new in zip(rows, new, strict=True)
                if is_new and fate == "limit"
            ]
            if limited:
                unit.inbox.limit(limited, rows[0][0].received_at)
            return new

        plain = all(fate != "limit" for _, fate in rows)
        new = await (self._database.execute if plain else self._database.transact)(add)
        self._wake()
        self._count(rows, new)
        return new

    def _count(self, rows: Sequence[tuple[Incoming, Fate]], new: Sequence[bool]) -> None:
        kinds = Counter((row.channel, fate, is_new) for (row, fate), is_new in zip(rows, new, strict=True))
        for (channel, fate, is_new), count in kinds.items():
            counter = self._metrics.received if is_new else self._metrics.duplicates
            counter.labels(channel).inc(count)
            if is_new and fate != "take":
                self._metrics.limited.labels(channel).inc(count)


def _incoming(message: InboundMessage, now: datetime) -> Incoming:
    address, payload = message.address, inbound_to_json(message)
    return Incoming(address.channel, address.value, message.provider_id, payload, now)
