"""How does a Rasa server stay up? It is started again when it dies, with the model of the day, ever more patiently."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import structlog

from bot.nlu.errors import BackendUnavailable

log = structlog.get_logger()

#: Seconds before it is started again, at the first death, the second…; the last one for ever after.
PAUSES = (0.5, 2.0, 5.0, 15.0, 60.0)
#: A server that lived this long, in seconds, died of something new.
HEALTHY = 120.0


class Server(Protocol):
    """What is supervised."""

    async def start(self, model: Path) -> None:
        """Start with a model, and return when it is served. Raise BackendUnavailable."""

    async def watch(self) -> None:
        """Return when it has to be started again."""

    async def stop(self) -> None:
        """End it, if it runs."""


async def supervise(
    server: Server, choose: Callable[[], Path], stopping: asyncio.Event, pauses: Sequence[float] = PAUSES
) -> None:
    """Keep a server up until told to stop; then it is stopped too.

    `choose` names the model at each start. Raise BackendUnavailable when the first start fails.
    """
    clock = asyncio.get_running_loop().time
    deaths = 0
    try:
        await _until(stopping, server.start(choose()))
        while not stopping.is_set():
            log.info("rasa serves")
            began = clock()
            await _until(stopping, server.watch())
            deaths = 0 if clock() - began > HEALTHY else deaths
            while not stopping.is_set() and not await _again(server, choose, stopping, pauses, deaths):
                deaths += 1
            deaths += 1
    finally:
        await server.stop()


async def _again(
    server: Server, choose: Callable[[], Path], stopping: asyncio.Event, pauses: Sequence[float], deaths: int
) -> bool:
    """Start a server that died, after a pause; tell whether it serves."""
    pause = pauses[min(deaths, len(pauses) - 1)]
    log.warning("rasa starts again", attempt=deaths + 1, seconds=pause)
    await server.stop()
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), pause)
    if stopping.is_set():
        return False
    try:
        await _until(stopping, server.start(choose()))
    except BackendUnavailable as fault:
        log.error("rasa does not start", cause=type(fault).__name__)
        return False
    return True


async def _until(stopping: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Do something, or leave it when told to stop."""
    working, told = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait((working, told), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        told.cancel()
        working.cancel()
        with suppress(asyncio.CancelledError, BackendUnavailable):
            await working
