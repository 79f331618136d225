"""How do writes that wait together share one commit? Each caller returns when its own row is durable."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.linger import Linger

Row = TypeVar("Row")
Result = TypeVar("Result")

#: most rows of one write
GROUP = 500


class Grouped(Generic[Row, Result]):
    """Gathers rows while a write is under way, and for a moment when many come; for one event loop."""

    def __init__(self, write: Callable[[Sequence[Row]], Awaitable[Sequence[Result]]]) -> None:
        self._write = write
        self._waiting: list[tuple[Row, asyncio.Future[Result]]] = []
        self._flushing: asyncio.Task[None] | None = None
        self._linger = Linger(GROUP)

    async def add(self, row: Row) -> Result:
        """Return once the row is written; raise what the write raised."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((row, done))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        return await done

    async def _flush(self) -> None:
        """Write what waits, group after group; more may come in while one is being written."""
        while self._waiting:
            await self._linger.wait()
            group, self._waiting = self._waiting[:GROUP], self._waiting[GROUP:]
            self._linger.took(len(group))
            await self._settle(group)

    async def _settle(self, group: list[tuple[Row, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._write([row for row, _ in group])
        except Exception as error:  # noqa: BLE001 - each caller is told, none is left waiting
            for _, done in group:
                if not done.done():
                    done.set_exception(error)
            return
        for (_, done), result in zip(group, results, strict=True):
            if not done.done():
                done.set_result(result)
