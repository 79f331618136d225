"""Is a server that dies started again, and stopped when told?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.nlu.errors import BackendUnavailable
from bot.nlu.rasa.supervising import supervise

MODEL = Path("nlu-a.tar.gz")
NO_PAUSE = (0.0,)


@dataclass
class Scripted:
    """A server of which each start goes as told: serves and dies (True), or fails (False); then it serves on."""

    starts: list[bool]
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    done: list[str] = field(default_factory=list)
    #: it was stopped once, and waits to be started again
    paused: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self, model: Path) -> None:
        self.done.append(model.name)
        if self.starts and not self.starts.pop(0):
            raise BackendUnavailable("rasa", "broken")

    async def watch(self) -> None:
        if not self.starts:
            self.stopping.set()
            await asyncio.Event().wait()

    async def stop(self) -> None:
        self.done.append("stopped")
        self.paused.set()


async def test_it_is_started_again_whenever_it_dies() -> None:
    server = Scripted([True, True, False, False, True])
    models = iter([MODEL, MODEL, *[Path("nlu-b.tar.gz")] * 5])
    await supervise(server, lambda: next(models), server.stopping, NO_PAUSE)
    started = [name for name in server.done if name != "stopped"]
    assert started == [MODEL.name] * 2 + ["nlu-b.tar.gz"] * 3
    assert server.done[-1] == "stopped"


async def test_a_first_start_that_fails_is_told() -> None:
    server = Scripted([False])
    with pytest.raises(BackendUnavailable, match="broken"):
        await supervise(server, lambda: MODEL, server.stopping, NO_PAUSE)
    assert server.done == [MODEL.name, "stopped"]


async def test_a_stop_does_not_wait_for_the_pause() -> None:
    server = Scripted([True, True])
    starting = asyncio.create_task(supervise(server, lambda: MODEL, server.stopping, (3600.0,)))
    await server.paused.wait()
    server.stopping.set()
    async with asyncio.timeout(60):
        await starting
    assert server.done == [MODEL.name, "stopped", "stopped"]


async def test_a_stop_ends_a_start_under_way() -> None:
    class Slow(Scripted):
        async def start(self, model: Path) -> None:
            self.stopping.set()
            await asyncio.Event().wait()

    server = Slow([])
    async with asyncio.timeout(60):
        await supervise(server, lambda: MODEL, server.stopping)
    assert server.done == ["stopped"]
