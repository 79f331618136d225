"""Is something that fails tried again, later and later, and left when the process stops?"""

from __future__ import annotations

import asyncio

import pytest

from bot import perseverance
from bot.outage import Outage
from bot.perseverance import FIRST, LONGEST, backoff, persevere
from storage.errors import Unavailable


def test_waits_grow_up_to_a_limit() -> None:
    for tries in range(40):
        longest = min(FIRST * 2**tries, LONGEST)
        assert longest / 2 <= backoff(tries) <= longest


def test_processes_do_not_come_back_at_once() -> None:
    assert len({round(backoff(5), 3) for _ in range(20)}) > 10


async def test_what_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perseverance, "backoff", lambda _: 0.0)
    stopping, outage = asyncio.Event(), Outage("session")
    tried: list[int] = []

    async def fail() -> None:
        tried.append(len(tried))
        if len(tried) == 5:
            stopping.set()
        raise Unavailable("ConnectionRefusedError")

    await persevere(fail, stopping, outage)
    assert len(tried) >= 5 and outage.since is not None


async def test_a_fault_of_ours_is_not_hidden() -> None:
    async def fail() -> None:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        await persevere(fail, asyncio.Event(), Outage("session"))


async def test_it_is_cancelled_at_the_end() -> None:
    stopping, begun, over = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            over.set()

    running = asyncio.create_task(persevere(wait, stopping, Outage("session")))
    await begun.wait()
    stopping.set()
    await running
    assert over.is_set()
