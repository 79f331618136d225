"""Is a survey closed once its last day is over, and is what is left of an anonymous one nobody's?"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.scheduler.closing import close_over
from storage import models
from tests.journey.broadcasting import fates, leave_alone, said, settle, tick
from tests.journey.house import House
from tests.journey.surveys import ask
from tests.journey.test_schedules import keep

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date()
LATER = datetime.now(UTC) + timedelta(days=3)


async def close(house: House, now: datetime = LATER) -> int:
    return await close_over(house.service.database, house.service.desk, now)


async def promise(house: House, people: int, **more: Any) -> None:
    """Have so many people answer a survey that promises to tell them how many they were."""
    names = [f"sms-{n}" for n in range(people)]
    await settle(house, *names)
    await ask(house, closes=TOMORROW, **more)
    await house.change(models.Survey, summary=True)
    for name in names:
        await house.resident(name).play("bus-nuit", "jamais", "8", "passer")
    await leave_alone(house, days=2)


async def test_one_is_closed_when_its_day_is_over(house: House) -> None:
    await ask(house, closes=TOMORROW)
    await ask(house, survey="velo")
    assert await close(house, datetime.now(UTC)) == 0
    assert await close(house) == 1
    states = {row["slug"]: row["state"] for row in await house.rows(models.Survey)}
    assert states == {"bus-nuit": "closed", "velo": "open"}


async def test_an_anonymous_one_lets_go(house: House) -> None:
    await ask(house, closes=TOMORROW, anonymous=True)
    await house.resident().play("bus-nuit", "parfois")
    await close(house)
    assert {row["participant_id"] for row in await house.rows(models.Response)} == {""}
    assert {
        row["participant_id"] for row in await house.rows(models.Answer, models.Answer.step == "taken")
    } == {""}


async def test_what_would_send_it_again_is_over(house: House) -> None:
    await ask(house, closes=TOMORROW)
    await keep(house)
    await keep(
        house,
        schedule="chaque-mois",
        send={"survey": "bus-nuit", "segment": "everyone"},
        every="FREQ=MONTHLY",
    )
    await close(house)
    states = {row["slug"]: row["state"] for row in await house.rows(models.Schedule)}
    assert states == {"piscine": "active", "chaque-mois": "ended"}
    assert "schedule ended" in [row["action"] for row in await house.rows(models.Audit)]


async def test_two_leaders_close_it_once(house: House) -> None:
    await ask(house, closes=TOMORROW)
    closed = await asyncio.gather(*(close(house) for _ in range(4)))
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


async def test_those_who_answered_are_told(house: House) -> None:
    await promise(house, 5)
    await asyncio.gather(*(close(house) for _ in range(3)))
    assert [row["slug"] for row in await house.rows(models.Broadcast)] == ["merci-bus-nuit"]
    # the day that is over is tomorrow's
    await house.change(models.Outbound, due_at=datetime.now(UTC))
    await tick(house)
    assert await fates(house) == {"sent": 5}
    assert "vous étiez 5" in said(house, "sms-0")[-1] and "Jamais" in said(house, "sms-0")[-1]


async def test_one_that_opens_again_thanks_once(house: House) -> None:
    await promise(house, 5)
    await close(house)
    await house.change(models.Survey, state="open")
    assert await close(house) == 1
    assert len(await house.rows(models.Broadcast)) == 1


@pytest.mark.parametrize(("people", "more"), [(4, {}), (5, {"anonymous": True})])
async def test_who_cannot_be_thanked_is_not(house: House, people: int, more: dict[str, Any]) -> None:
    """Too few, or nobody knows who: the survey closes all the same."""
    await promise(house, people, **more)
    assert await close(house) == 1
    assert await house.rows(models.Broadcast) == []


async def test_nothing_is_said_that_was_not_promised(house: House) -> None:
    await promise(house, 5)
    await house.change(models.Survey, summary=False)
    await close(house)
    assert await house.rows(models.Broadcast) == []
