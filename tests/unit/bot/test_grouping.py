"""Do writes that wait together share one commit, and does each caller learn of its own?"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.grouping import GROUP, Grouped
from bot.linger import BUSY


class Store:
    """Keeps what is written, group by group; it may be slow, or refuse."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.broken = False

    async def write(self, rows: Sequence[int]) -> Sequence[int]:
        await self.open.wait()
        if self.broken:
            raise OSError("full")
        self.groups.append(list(rows))
        return [row * 10 for row in rows]


async def test_each_gets_its_own_result() -> None:
    grouped = Grouped(Store().write)
    assert await asyncio.gather(*(grouped.add(n) for n in range(5))) == [0, 10, 20, 30, 40]


async def test_what_waits_is_written_together() -> None:
    store = Store()
    grouped = Grouped(store.write)
    store.open.clear()
    first = asyncio.create_task(grouped.add(1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    rest = [asyncio.create_task(grouped.add(n)) for n in (2, 3, 4)]
    await asyncio.sleep(0)
    store.open.set()
    await asyncio.gather(first, *rest)
    assert store.groups == [[1], [2, 3, 4]]


async def test_a_group_has_a_limit() -> None:
    store = Store()
    grouped = Grouped(store.write)
    await asyncio.gather(*(grouped.add(n) for n in range(GROUP + 20)))
    assert [len(group) for group in store.groups] == [GROUP, 20]


async def test_a_busy_group_is_followed_by_one_that_waits_for_company() -> None:
    store = Store()
    grouped = Grouped(store.write)
    await asyncio.gather(*(grouped.add(n) for n in range(BUSY)))
    early = asyncio.create_task(grouped.add(98))
    for _ in range(5):
        await asyncio.sleep(0)
    await asyncio.gather(early, grouped.add(99))
    assert store.groups == [list(range(BUSY)), [98, 99]]


async def test_what_comes_alone_is_written_at_once() -> None:
    store = Store()
    grouped = Grouped(store.write)
    await asyncio.gather(*(grouped.add(n) for n in range(BUSY - 1)))
    early = asyncio.create_task(grouped.add(98))
    for _ in range(5):
        await asyncio.sleep(0)
    assert early.done()
    assert store.groups == [list(range(BUSY - 1)), [98]]


async def test_a_failure_is_told_to_each() -> None:
    store = Store()
    grouped = Grouped(store.write)
    store.broken = True
    results = await asyncio.gather(*(grouped.add(n) for n in range(3)), return_exceptions=True)
    assert [type(result) for result in results] == [OSError] * 3
    store.broken = False
    assert await grouped.add(4) == 40


async def test_one_who_leaves_disturbs_nobody() -> None:
    store = Store()
    grouped = Grouped(store.write)
    store.open.clear()
    gone, stays = (asyncio.create_task(grouped.add(n)) for n in (1, 2))
    await asyncio.sleep(0)
    gone.cancel()
    store.open.set()
    assert await stays == 20
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert store.groups == [[1, 2]]
