"""Is there an answer within seconds, and is a store that answers nothing asked once only?"""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from bot.outage import Outage
from bot.readiness import Readiness
from storage.database import Database
from storage.errors import Unavailable


class Frozen:
    """A store that answers when a test says so."""

    def __init__(self) -> None:
        self.asked = 0
        self.thawed = asyncio.Event()
        self.away = False

    async def ping(self) -> None:
        """Answer at last."""
        self.asked += 1
        await self.thawed.wait()
        if self.away:
            raise Unavailable("08006")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Frozen:
    """Give a store that is frozen."""
    monkeypatch.setattr("bot.readiness.PATIENCE", 0.01)
    return Frozen()


@pytest.fixture
def readiness(store: Frozen) -> Readiness:
    """Give who asks it."""
    return Readiness(cast(Database, store), Outage("store"))


async def test_a_frozen_store_is_a_no_and_asked_once(store: Frozen, readiness: Readiness) -> None:
    assert [await readiness.ready() for _ in range(3)] == [False] * 3
    assert not any(await asyncio.gather(readiness.ready(), readiness.ready()))
    assert store.asked == 1
    store.thawed.set()
    assert await readiness.ready()
    assert await readiness.ready() and store.asked == 2


async def test_a_store_that_is_away_is_a_no(store: Frozen, readiness: Readiness) -> None:
    store.thawed.set()
    store.away = True
    assert not await readiness.ready()
    store.away = False
    assert await readiness.ready()


async def test_one_that_just_refused_to_write_is_a_no(store: Frozen, readiness: Readiness) -> None:
    store.thawed.set()
    readiness.outage.begin(Unavailable("53100"))
    assert not await readiness.ready()


async def test_who_closes_waits_for_no_answer(store: Frozen, readiness: Readiness) -> None:
    assert not await readiness.ready()
    readiness.close()
    await asyncio.sleep(0)
    assert not await readiness.ready() and store.asked == 2
    readiness.close()
