"""Does a process end as a whole when one of its loops does?"""

from __future__ import annotations

import asyncio

import pytest

from bot.bootstrap.service import _together


class Loop:
    """A loop that runs until told to stop, and notes how it ended."""

    def __init__(self) -> None:
        self.ended = ""

    async def run(self, stopping: asyncio.Event) -> None:
        try:
            await stopping.wait()
            self.ended = "stopped"
        except asyncio.CancelledError:
            self.ended = "cancelled"
            raise


async def fail() -> None:
    raise ValueError("a fault of ours")


async def test_a_fault_ends_all_in_order() -> None:
    loop, stopping = Loop(), asyncio.Event()
    with pytest.raises(ValueError, match="a fault of ours"):
        await _together([loop.run(stopping), fail()], stopping)
    assert loop.ended == "stopped"


async def test_a_stop_ends_all() -> None:
    loops, stopping = [Loop(), Loop()], asyncio.Event()
    stopping.set()
    await _together([loop.run(stopping) for loop in loops], stopping)
    assert [loop.ended for loop in loops] == ["stopped", "stopped"]


async def test_a_cancelled_run_leaves_nothing_behind() -> None:
    loop, stopping = Loop(), asyncio.Event()
    running = asyncio.create_task(_together([loop.run(stopping)], stopping))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait([running], timeout=60)
    assert running.done()
    assert loop.ended
