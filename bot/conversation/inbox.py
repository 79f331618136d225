"""Is a message durable? Only then does the webhook answer; those that wait together share one commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from bot.channels.message import InboundMessage
from bot.conversation.posting import inbound_to_json
from storage.database import Database
from storage.inbox import Incoming
from storage.unit import Unit

#: most messages of one insert
GROUP = 500

Waiting = tuple[Incoming, asyncio.Future[bool]]


class Inbox:
    """Stores inbound messages in groups; built and used inside one event loop."""

    def __init__(self, database: Database, wake: Callable[[], None]) -> None:
        self._database = database
        self._wake = wake
        self._waiting: list[Waiting] = []
        self._flushing: asyncio.Task[None] | None = None

    async def receive(self, message: InboundMessage) -> bool:
        """Return once the message is stored: True when it is new, False when it was known.

        Raise what the database raises when it could not be stored: the provider must send it again.
        """
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((_incoming(message), stored))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        return await stored

    async def _flush(self) -> None:
        """Store what waits, group after group; more may come in while one is being stored."""
        while self._waiting:
            group, self._waiting = self._waiting[:GROUP], self._waiting[GROUP:]
            await self._store(group)

    async def _store(self, group: list[Waiting]) -> None:
        rows = [row for row, _ in group]

        def add(unit: Unit) -> list[bool]:
            return unit.inbox.add(rows)

        try:
            new = await self._database.transact(add)
        except Exception as error:  # noqa: BLE001 - each sender is told, none is left waiting
            _tell(group, error)
            return
        for (_, stored), is_new in zip(group, new, strict=True):
            if not stored.done():
                stored.set_result(is_new)
        self._wake()


def _tell(group: list[Waiting], error: Exception) -> None:
    for _, stored in group:
        if not stored.done():
            stored.set_exception(error)


def _incoming(message: InboundMessage) -> Incoming:
    address = message.address
    return Incoming(
        address.channel, address.value, message.provider_id, inbound_to_json(message), datetime.now(UTC)
    )
