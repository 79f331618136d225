"""When PostgreSQL or Redis dies under the service, is everything answered once, and does it go on by itself?"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.migrations import upgrade
from tests.faults.fleet import sailing
from tests.faults.residents import Residents
from tests.faults.servers import MortalPostgresql, MortalRedis, mortal_postgresql, mortal_redis
from tests.faults.telegram import Telegram, listening
from tests.faults.verdict import handled, judged, settle

#: Dialogues before, during and after each death.
DIALOGUES = 30

SEED = 20260922

pytestmark = pytest.mark.proof


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[MortalPostgresql]:
    with mortal_postgresql(tmp_path) as server:
        asyncio.run(upgrade(server.url))
        yield server


@pytest.fixture
def redis() -> Iterator[MortalRedis]:
    with mortal_redis() as server:
        yield server


@pytest.mark.needs("postgresql")
# asyncio leaves a half-made connection to a server that died to the collector
@pytest.mark.filterwarnings("ignore:.*unclosed.*:pytest.PytestUnraisableExceptionWarning")
async def test_postgresql_may_die_twice(postgresql: MortalPostgresql, tmp_path: Path) -> None:
    def crash() -> None:
        postgresql.crash()
        postgresql.start()

    residents, telegram = await play(postgresql.url, tmp_path, [crash, crash])
    await judge("PostgreSQL deaths", postgresql.deaths, postgresql.url, residents, telegram)
    assert postgresql.deaths == 2


@pytest.mark.needs("redis")
async def test_redis_may_die_and_be_flushed(postgresql_url: str, redis: MortalRedis, tmp_path: Path) -> None:
    def kill() -> None:
        redis.kill()

    faults = [redis.flush, kill, redis.start, redis.flush]
    residents, telegram = await play(postgresql_url, tmp_path, faults, REDIS_URL=redis.url)
    await judge("Redis deaths", redis.deaths, postgresql_url, residents, telegram)
    assert redis.deaths == 1


async def play(
    url: str, folder: Path, faults: list[Callable[[], None]], **settings: str
) -> tuple[Residents, Telegram]:
    """Let residents write while the faults happen, then let everything be done."""
    async with (
        listening() as (telegram, api),
        sailing(folder, "web", "work", "work", DATABASE_URL=url, TELEGRAM_API_URL=api, **settings) as fleet,
    ):
        residents = Residents(fleet.ports, random.Random(SEED))
        for fault in faults:
            await asyncio.gather(residents.play(DIALOGUES), asyncio.to_thread(fault))
        await residents.play(DIALOGUES)
        await handled(url, within=60)
        await fleet.stop()
        await settle(url, api, folder)
    return residents, telegram


async def judge(what: str, deaths: int, url: str, residents: Residents, telegram: Telegram) -> None:
    verdict = await judged(url, residents.acknowledged)
    print(
        f"{what} {deaths}, dialogues {verdict.ideas}, acknowledged {verdict.messages}, answers {verdict.answers}, "
        f"posts repeated {residents.repeated}, sent twice {telegram.doubles()}"
    )
    assert verdict.faults == []
    assert verdict.ideas == residents.first - 100_001
    assert telegram.disorders(range(100_001, residents.first)) == []
    # nobody's process died: whoever sent has told so
    assert telegram.doubles() == 0
