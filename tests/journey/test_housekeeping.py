"""Does what is too old go, and only that?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import models
from tests.journey.house import House


async def test_old_texts_go_and_young_ones_stay(house: House) -> None:
    lea = house.resident("sms-lea")
    await lea.write("Bonjour")
    rows = await house.rows(models.Inbound)
    assert [row["payload"]["text"] for row in rows] == ["Bonjour"]
    assert await house.service.housekeeping.tidy(datetime.now(UTC) + timedelta(days=89)) == (0, 0)
    emptied, people = await house.service.housekeeping.tidy(datetime.now(UTC) + timedelta(days=91))
    assert emptied >= 3 and people == 0
    assert [row["payload"] for row in await house.rows(models.Inbound)] == [{}]


async def test_who_is_silent_for_two_years_is_forgotten(house: House) -> None:
    lea = house.resident("sms-lea")
    await lea.write("Bonjour")
    _, people = await house.service.housekeeping.tidy(datetime.now(UTC) + timedelta(days=731))
    assert people == 1
    assert await house.rows(models.Participant) == []
    assert len(await house.rows(models.OptOut)) == 1
