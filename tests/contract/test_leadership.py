"""Does one process lead, another when it dies or freezes, and is nothing that is due done twice?"""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import orjson
import pytest

from bot.scheduler.leader import Leader, Seat
from bot.scheduler.tick import Tick
from storage.database import Database, open_database, parse_url
from storage.leadership import CERTAIN, JOINED, OnlySeat, PostgresqlSeat
from storage.pinned import IDLE
from tests.contract.universe import NOW
from tests.logged import logged
from tests.needs import ROOT

#: seconds in which a frozen leader is replaced: the server's patience, a candidate's pause, and two starts on a machine that is busy
TAKEN_OVER = 90.0

#: a process that leads, and says so
CANDIDATE = """
import asyncio, sys
from storage.database import parse_url
from storage.leadership import PostgresqlSeat

async def main():
    while True:
        seat = PostgresqlSeat(parse_url(sys.argv[1]))
        try:
            await seat.sit(lambda: print("leads", flush=True))
        except Exception as error:
            print("lost", type(error).__name__, seat.holds(), flush=True)

asyncio.run(main())
"""


@asynccontextmanager
async def candidate(url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Give a process that stands for the seat."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CANDIDATE, url, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGCONT)
            process.kill()
        await process.wait()


async def word(process: asyncio.subprocess.Process) -> str:
    """Return the next line that a process says."""
    assert process.stdout is not None
    async with asyncio.timeout(TAKEN_OVER):
        return (await process.stdout.readline()).decode().strip()


async def test_one_leads_at_a_time(postgresql_url: str) -> None:
    async with candidate(postgresql_url) as first:
        assert await word(first) == "leads"
        async with candidate(postgresql_url) as second:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(2):
                    await word(second)
            first.kill()
            assert await word(second) == "leads"


async def test_a_frozen_leader_is_taken_over(postgresql_url: str) -> None:
    async with candidate(postgresql_url) as first, candidate(postgresql_url) as second:
        names = {asyncio.create_task(word(p)): p for p in (first, second)}
        done, waiting = await asyncio.wait(names, return_when=asyncio.FIRST_COMPLETED)
        leads = names[done.pop()]
        assert leads.pid
        os.kill(leads.pid, signal.SIGSTOP)
        began = asyncio.get_running_loop().time()
        assert await waiting.pop() == "leads"
        seconds = asyncio.get_running_loop().time() - began
        os.kill(leads.pid, signal.SIGCONT)
        lost = await word(leads)
        print(f"taken over in {seconds:.1f} s; the frozen one says: {lost}")
        assert lost.startswith("lost ") and lost.endswith(" False")


async def test_a_frozen_seat_is_doubted_before_it_is_lost(postgresql_url: str) -> None:
    seat, seated = PostgresqlSeat(parse_url(postgresql_url)), asyncio.Event()
    sitting = asyncio.create_task(seat.sit(seated.set))
    await seated.wait()
    assert seat.holds()
    assert seat._pinned is not None
    seat._pinned.answered_at -= CERTAIN
    assert not seat.holds()
    sitting.cancel()
    await asyncio.wait([sitting])
    assert not seat.holds()
    assert float(IDLE.removesuffix("s")) > CERTAIN


async def test_sending_goes_on_while_somebody_leads(postgresql_url: str) -> None:
    """The two locks had one key: no broadcast ever left a service on PostgreSQL."""
    database, seated = open_database(postgresql_url), asyncio.Event()
    sitting = asyncio.create_task(PostgresqlSeat(parse_url(postgresql_url)).sit(seated.set))
    try:
        await seated.wait()
        async with asyncio.timeout(TAKEN_OVER):
            await database.transact(lambda unit: unit.ledger.hold())
    finally:
        sitting.cancel()
        await asyncio.wait([sitting])
        await database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def seat(request: pytest.FixtureRequest) -> Seat:
    """Give a seat."""
    if request.param == "sqlite":
        return OnlySeat()
    return PostgresqlSeat(parse_url(request.getfixturevalue("postgresql_url")))


async def test_who_leads_ticks_and_serves(seat: Seat) -> None:
    ticked, served, over = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        ticked.set()

    async def serve(stopping: asyncio.Event) -> None:
        served.set()
        await stopping.wait()
        over.set()

    stopping = asyncio.Event()
    leader = Leader(seat, [Tick("tick", 3600, tick, at_once=True)], [serve])
    running = asyncio.create_task(leader.run(stopping))
    async with asyncio.timeout(TAKEN_OVER):
        await ticked.wait()
        await served.wait()
        stopping.set()
        await running
    assert over.is_set()
    assert not isinstance(seat, PostgresqlSeat) or not seat.holds()


async def test_one_that_joins_others_waits_until_they_count_it(postgresql_url: str) -> None:
    """Else both would send at the whole pace for a second."""
    url = parse_url(postgresql_url)
    first, second = PostgresqlSeat(url), PostgresqlSeat(url)
    seated = asyncio.Event()
    sitting = [asyncio.create_task(first.sit(seated.set))]
    async with asyncio.timeout(TAKEN_OVER):
        await seated.wait()
        assert (first.candidates(), first.joining()) == (1, 0.0)
        sitting.append(asyncio.create_task(second.sit(seated.set)))
        while second.candidates() == 1:  # noqa: ASYNC110 - nothing tells when one has counted
            await asyncio.sleep(0.01)
        assert 0 < second.joining() <= JOINED and first.joining() == 0.0
        while first.candidates() == 1:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    assert second.joining() > 0  # it waits until the first one has counted it
    for task in sitting:
        task.cancel()
    await asyncio.wait(sitting)


async def test_a_tick_that_fails_comes_again(seat: Seat) -> None:
    tried: list[int] = []
    again = asyncio.Event()

    async def fail() -> None:
        tried.append(len(tried))
        if len(tried) > 1:
            again.set()
        raise ValueError("a fault of ours")

    stopping = asyncio.Event()
    running = asyncio.create_task(Leader(seat, [Tick("tick", 0.05, fail, at_once=True)]).run(stopping))
    async with asyncio.timeout(TAKEN_OVER):
        await again.wait()
        stopping.set()
        await running


async def test_a_tick_in_its_middle_stops_quietly() -> None:
    begun, undone, stream = asyncio.Event(), asyncio.Event(), io.StringIO()

    async def last() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            undone.set()

    stopping = asyncio.Event()
    with logged("WARNING", stream):
        running = asyncio.create_task(
            Leader(OnlySeat(), [Tick("photos", 3600, last, at_once=True)]).run(stopping)
        )
        async with asyncio.timeout(TAKEN_OVER):
            await begun.wait()
            stopping.set()
            await running
            await undone.wait()
            # what the library says of it, it says when the loop comes by
            await asyncio.sleep(0)
    assert stream.getvalue() == ""


async def test_a_slow_tick_is_named() -> None:
    over, looked = asyncio.Event(), asyncio.Semaphore(0)

    async def look() -> None:
        looked.release()

    async def last() -> None:
        await over.wait()

    ticks = [Tick("photos", 0.05, last, at_once=True), Tick("quick", 0.05, look, at_once=True)]
    stopping, stream = asyncio.Event(), io.StringIO()
    with logged("WARNING", stream):
        running = asyncio.create_task(Leader(OnlySeat(), ticks).run(stopping))
        async with asyncio.timeout(TAKEN_OVER):
            for _ in range(4):
                await looked.acquire()
        over.set()
        stopping.set()
        await running
    told = [orjson.loads(line) for line in stream.getvalue().splitlines()]
    assert {(line["event"], line.get("kind")) for line in told} == {("tick is slow", "photos")}


async def test_what_is_due_is_done_once(database: Database) -> None:
    claims = [
        database.transact(lambda u: u.occurrences.claim("survey", NOW, NOW + timedelta(seconds=1)))
        for _ in range(8)
    ]
    assert sorted(await asyncio.gather(*claims)) == [False] * 7 + [True]
    later = NOW + timedelta(days=1)
    assert await database.transact(lambda u: u.occurrences.claim("survey", later, later))
    assert await database.transact(lambda u: u.occurrences.claim("other", NOW, NOW))


async def test_what_failed_is_due_again(database: Database) -> None:
    def fail(unit: object) -> None:
        unit.occurrences.claim("survey", NOW, NOW)  # type: ignore[attr-defined]
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        await database.transact(fail)
    assert await database.transact(lambda u: u.occurrences.claim("survey", NOW, NOW))


async def test_what_was_done_long_ago_is_forgotten(database: Database) -> None:
    await database.transact(lambda u: u.occurrences.claim("survey", NOW, NOW))
    await database.transact(lambda u: u.occurrences.purge(NOW))
    assert not await database.transact(lambda u: u.occurrences.claim("survey", NOW, NOW))
    await database.transact(lambda u: u.occurrences.purge(NOW + timedelta(seconds=1)))
    assert await database.transact(lambda u: u.occurrences.claim("survey", NOW, NOW))
