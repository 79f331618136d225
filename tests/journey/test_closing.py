"""Is a survey closed once its last day is over, and is what is left of an anonymous one nobody's?"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.scheduler.closing import close_over
from storage import models
from tests.journey.house import House
from tests.journey.surveys import ask

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date()
LATER = datetime.now(UTC) + timedelta(days=3)


async def test_one_is_closed_when_its_day_is_over(house: House) -> None:
    await ask(house, closes=TOMORROW)
    await ask(house, survey="velo")
    assert await close_over(house.service.database, datetime.now(UTC)) == 0
    assert await close_over(house.service.database, LATER) == 1
    states = {row["slug"]: row["state"] for row in await house.rows(models.Survey)}
    assert states == {"bus-nuit": "closed", "velo": "open"}


async def test_an_anonymous_one_lets_go(house: House) -> None:
    await ask(house, closes=TOMORROW, anonymous=True)
    await house.resident().play("bus-nuit", "parfois")
    await close_over(house.service.database, LATER)
    assert {row["participant_id"] for row in await house.rows(models.Response)} == {""}
    assert {
        row["participant_id"] for row in await house.rows(models.Answer, models.Answer.step == "taken")
    } == {""}


async def test_two_leaders_close_it_once(house: House) -> None:
    await ask(house, closes=TOMORROW)
    database = house.service.database
    closed = await asyncio.gather(*(close_over(database, LATER) for _ in range(4)))
    assert sum(closed) == 1
    acts = [row["action"] for row in await house.rows(models.Audit)]
    assert acts.count("survey closed") == 1


async def test_the_leader_looks_after_it(house: House) -> None:
    """The service's own tick does it."""
    await ask(house, closes=TOMORROW)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    await house.change(models.Survey, closes_at=yesterday)
    (tick,) = [tick for tick in house.service.leader.ticks if tick.name == "surveys"]
    await tick.act()
    assert [row["state"] for row in await house.rows(models.Survey)] == ["closed"]
