"""When `palabre serve` is killed again and again, is every acknowledged message answered once?"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.bootstrap import build
from bot.demo.town import settle_town
from storage.database import open_database
from tests.journey.house import settings
from tests.kill.play import TEXTS, judge
from tests.kill.serving import Serving

#: How often the process is killed in one run, and how many residents talk at once.
KILLS, LANES = 8, 4

#: Seconds that the process may live after it answered, before it is killed: from its first transaction on.
LIVES = (0.0, 0.35)

SEED = 20260921

pytestmark = pytest.mark.proof


@pytest.fixture
async def serving(store_url: str, tmp_path: Path) -> AsyncIterator[Serving]:
    """Give a `palabre serve` of the demo town."""
    database = open_database(store_url)
    await settle_town(database)
    await database.close()
    process = Serving(store_url, tmp_path / "data")
    yield process
    process.end()


class Residents:
    """Those who write, and write again what was not acknowledged, as a provider would."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.acknowledged: list[tuple[str, str]] = []
        #: posts that had to be tried again
        self.repeated = 0
        self.enough = False

    async def talk(self, lane: int) -> None:
        """Play ideas, one resident after the other, until it is enough."""
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            person = 0
            while not self.enough:
                person += 1
                for place, text in enumerate(TEXTS):
                    await self._say(session, f"sms-{lane}-{person}", place, text)

    async def _say(self, session: aiohttp.ClientSession, phone: str, place: int, text: str) -> None:
        id = f"{phone}/{place}"
        while not await self._acknowledged(session, {"address": phone, "id": id, "text": text}):
            self.repeated += 1
        self.acknowledged.append((phone, id))

    async def _acknowledged(self, session: aiohttp.ClientSession, payload: dict[str, str]) -> bool:
        try:
            async with session.post(f"{self.at}/simulator/messages", json=payload) as response:
                return response.status == 202
        except (aiohttp.ClientError, TimeoutError):
            await asyncio.sleep(0.1)
            return False


async def ready(at: str) -> None:
    """Return when the service takes messages."""
    async with asyncio.timeout(120), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{at}/health/ready") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.02)


async def kill_again_and_again(serving: Serving, residents: Residents) -> None:
    """Kill at moments that chance chooses, the same each time, then let the residents finish."""
    chance = random.Random(SEED)
    for _ in range(KILLS):
        await ready(serving.at)
        await asyncio.sleep(chance.uniform(*LIVES))
        await asyncio.to_thread(serving.kill)
    residents.enough = True


async def test_kills_at_random_lose_nothing(serving: Serving, store_url: str, tmp_path: Path) -> None:
    residents = Residents(serving.at)
    lanes = (residents.talk(lane) for lane in range(LANES))
    await asyncio.gather(kill_again_and_again(serving, residents), *lanes)
    await ready(serving.at)
    assert await asyncio.to_thread(serving.stop) == 0, serving.words()
    service = build(settings(store_url, tmp_path / "data", languages=("fr",)))
    await service.start()
    # on PostgreSQL a claim is taken back after 90 s only: here nobody else is alive
    await service.recovery.recover(timedelta(0))
    await service.settle()
    verdict = await service.database.read(lambda unit: judge(unit, residents.acknowledged))
    await service.close()
    print(
        f"kills {serving.kills}, acknowledged {verdict.messages}, answers {verdict.answers}, "
        f"ideas {verdict.ideas}, posts repeated {residents.repeated}"
    )
    assert verdict.faults == []
    assert serving.kills == KILLS and residents.repeated > 0
    assert verdict.messages == len(residents.acknowledged) >= LANES * len(TEXTS)
    assert verdict.ideas == verdict.messages // len(TEXTS)
