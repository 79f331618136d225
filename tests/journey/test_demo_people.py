"""Do the invented residents of the demo write whole ideas, over weeks, and only once?"""

from __future__ import annotations

from datetime import timedelta

from bot.demo.people import settle_people
from storage import models
from tests.journey.house import House


async def people(house: House) -> None:
    await settle_people(house.service.database, house.service.premises.room)


async def test_the_town_has_lived(house: House) -> None:
    await people(house)
    ideas = await house.rows(models.Idea)
    assert len(ideas) == 18 and {row["state"] for row in ideas} == {"submitted"}
    written = [row["created_at"] for row in ideas]
    assert max(written) - min(written) > timedelta(days=14)
    assert {row["type"] for row in await house.rows(models.Answer)} >= {
        "text",
        "recap",
        "consent",
        "location",
    }


async def test_people_write_once(house: House) -> None:
    await people(house)
    before = len(await house.rows(models.Inbound))
    await people(house)
    assert len(await house.rows(models.Inbound)) == before


async def test_nothing_is_left_to_send(house: House) -> None:
    await people(house)
    assert set(await house.statuses()) == {"sent"}
