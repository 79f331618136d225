"""When processes are killed at random while residents write, is everything answered once?"""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import pytest

from tests.faults.fleet import sailing
from tests.faults.residents import Residents
from tests.faults.telegram import listening
from tests.faults.verdict import announce, broadcast_faults, fates, handled, judged, settle

#: Dialogues of a run. `make soak` plays 5,000; as many as fit in half a minute are a proof.
DIALOGUES = int(os.environ.get("PALABRE_TEST_DIALOGUES") or 300)

#: How often a process is killed, and people who are told something meanwhile.
KILLS, TOLD = 20, 2_000

#: Seconds that a process lives on while residents write and a broadcast leaves.
LIVES = (0.0, 0.6)

#: Messages that a process may have with its provider when it dies: those of one claim.
CLAIM = 100

SEED = 20260921


@pytest.mark.proof
async def test_kills_at_random_lose_nothing(postgresql_url: str, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    async with (
        listening() as (telegram, api),
        sailing(
            tmp_path, "web", "web", "work", "work", DATABASE_URL=postgresql_url, TELEGRAM_API_URL=api
        ) as fleet,
    ):
        residents = Residents(fleet.ports, chance)
        for n in range(KILLS):
            member = chance.choice(fleet.members)
            await member.ready()
            await asyncio.gather(
                residents.play(len(part(DIALOGUES, n))),
                announce(postgresql_url, part(TOLD, n)),
                fleet.kill(member, chance.uniform(*LIVES)),
            )
        await handled(postgresql_url, within=300)
        await fleet.stop()
        await settle(postgresql_url, api, tmp_path)
    verdict, told = await judged(postgresql_url, residents.acknowledged), await fates(postgresql_url)
    uncertain = list(told.values()).count("uncertain")
    print(
        f"kills {dict(fleet.kills)}, dialogues {verdict.ideas}, acknowledged {verdict.messages}, answers "
        f"{verdict.answers}, posts repeated {residents.repeated}, sent twice {telegram.doubles()}, told {TOLD}, "
        f"uncertain {uncertain}"
    )
    assert verdict.faults == []
    assert verdict.ideas == DIALOGUES and verdict.messages == len(residents.acknowledged)
    assert telegram.disorders(range(100_001, residents.first)) == []
    assert telegram.doubles() <= CLAIM * fleet.kills["work"]
    assert len(told) == TOLD and broadcast_faults(told, telegram.received) == []
    assert uncertain <= CLAIM * fleet.kills["work"]
    assert fleet.kills["web"] and fleet.kills["work"] and fleet.kills.total() == KILLS


def part(whole: int, n: int) -> range:
    """Return the n-th of as many equal parts as there are kills."""
    return range(whole * n // KILLS, whole * (n + 1) // KILLS)
