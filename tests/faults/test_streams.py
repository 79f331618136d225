"""When a provider brings messages twice and in any order, or a worker sleeps in the middle, is each answered once?"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from bench.webhook.plays import Fields
from storage.database import open_database
from storage.locks import Lock
from storage.unit import Unit
from tests.faults.fleet import Member, sailing
from tests.faults.residents import LANES, Residents
from tests.faults.telegram import listening
from tests.faults.verdict import handled, judged, settle

#: Chats of the shuffled stream, lines of each, and how often one line is brought at most.
CHATS, LINES, COPIES = 80, 4, 3

#: Seconds that a worker sleeps: longer than the three that PostgreSQL keeps the session of a silent leader.
ASLEEP = 5.0

#: Dialogues while each worker sleeps.
DIALOGUES = 40

SEED = 20260923

pytestmark = pytest.mark.proof


async def test_a_shuffled_stream_is_one(postgresql_url: str, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    async with (
        listening() as (_, api),
        sailing(
            tmp_path, "web", "web", "work", "work", DATABASE_URL=postgresql_url, TELEGRAM_API_URL=api
        ) as fleet,
    ):
        residents = Residents(fleet.ports, chance)
        written = [(chat, residents.write(chat, n)) for chat in range(1, CHATS + 1) for n in range(LINES)]
        brought = [one for one in written for _ in range(chance.randint(1, COPIES))]
        chance.shuffle(brought)
        await bring(residents, iter(brought))
        await handled(postgresql_url, within=60)
        await fleet.stop()
        await settle(postgresql_url, api, tmp_path)
    verdict = await judged(postgresql_url, sorted(set(residents.acknowledged)))
    print(
        f"written {len(written)}, brought {len(brought)}, acknowledged {len(residents.acknowledged)}, messages "
        f"{verdict.messages}, answers {verdict.answers}"
    )
    assert verdict.faults == []
    assert verdict.messages == len(written) < len(brought) == len(residents.acknowledged)


async def bring(residents: Residents, stream: Iterator[tuple[int, Fields]]) -> None:
    """Bring everything, much of it at once."""

    async def lane(session: aiohttp.ClientSession) -> None:
        for chat, update in stream:
            await residents.bring(session, chat, update)

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(lane(session) for _ in range(LANES)))


async def test_sleepers_hold_nobody_up(postgresql_url: str, tmp_path: Path) -> None:
    async with (
        listening() as (telegram, api),
        sailing(tmp_path, "web", "work", "work", DATABASE_URL=postgresql_url, TELEGRAM_API_URL=api) as fleet,
    ):
        residents = Residents(fleet.ports, random.Random(SEED))
        workers = [member for member in fleet.members if member.kind == "work"]
        leaders = [await _freeze(member, residents, postgresql_url) for member in (*workers, *workers)]
        await handled(postgresql_url, within=60)
        await fleet.stop()
        await settle(postgresql_url, api, tmp_path)
    verdict = await judged(postgresql_url, residents.acknowledged)
    print(
        f"freezes {len(leaders)}, leaders meanwhile {leaders}, dialogues {verdict.ideas}, acknowledged "
        f"{verdict.messages}, answers {verdict.answers}, sent twice {telegram.doubles()}"
    )
    assert verdict.faults == []
    assert verdict.ideas == len(leaders) * DIALOGUES
    assert telegram.disorders(range(100_001, residents.first)) == []
    assert telegram.doubles() == 0
    # whoever sleeps, no two lead; one may not have taken over yet when its neighbour awakes
    assert max(leaders) == 1


async def _freeze(member: Member, residents: Residents, url: str) -> int:
    """Let residents write while a worker sleeps; return how many lead at the end of its sleep."""
    playing = asyncio.create_task(residents.play(DIALOGUES))
    async with member.frozen():
        await asyncio.sleep(ASLEEP)
        found = await _leaders(url)
    await playing
    return found


async def _leaders(url: str) -> int:
    """Return how many sessions hold the lock of the leader."""
    held = f"""
        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = {Lock.SEAT % 2**32}
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    """

    def read(unit: Unit) -> int:
        return int(unit.connection.exec_driver_sql(held).scalar_one())

    database = open_database(url)
    found = await database.read(read)
    await database.close()
    return found
