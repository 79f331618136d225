"""Do the invented residents of the demo write whole ideas and answers, over weeks and channels, and only once?"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.answers import SURVEY_NAME, settle_answers, settle_survey
from bot.demo.channels import wire_demo
from bot.demo.people import settle_people
from storage import models
from storage.unit import Unit
from tests.journey.house import House


@pytest.fixture
async def town(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """Give the demo as it is begun, with its channels."""
    house = House(sqlite_url, tmp_path / "data", wire=wire_demo)
    await house.open()
    try:
        await live(house)
        yield house
    finally:
        await house.service.close()


async def live(house: House) -> None:
    database, settings = house.service.database, house.service.settings
    await settle_survey(database, settings.languages, settings.timezone)
    await house.service.premises.open()
    await settle_people(database, house.service.premises.room)
    await settle_answers(database, house.service.premises.room)


async def test_the_town_has_lived(town: House) -> None:
    ideas = await town.rows(models.Idea)
    assert len(ideas) == 18 and {row["state"] for row in ideas} == {"submitted"}
    written = [row["created_at"] for row in ideas]
    assert max(written) - min(written) > timedelta(days=14)
    types = {row["type"] for row in await town.rows(models.Answer)}
    assert types >= {"text", "recap", "consent", "location", "choice", "scale"}


async def test_its_channels_are_those_of_towns(town: House) -> None:
    channels = Counter(row["channel"] for row in await town.rows(models.Address))
    assert set(channels) == {"sms", "telegram", "whatsapp"} and min(channels.values()) > 10


async def test_its_survey_was_answered(town: House) -> None:
    def read(unit: Unit) -> tuple[int, int]:
        survey = unit.surveys.by_slug(SURVEY_NAME)
        assert survey is not None
        return unit.findings.finished([survey.id])[survey.id]

    began, finished = await town.service.database.read(read)
    assert 0 < finished < began == 60


async def test_who_passed_said_nothing_else(town: House) -> None:
    said = {row["value"] for row in await town.rows(models.Answer) if row["step"] == "wish"}
    assert "Longer hours please" in said and not {"Passer", "SKIP"} & said


async def test_few_came_since_yesterday(town: House) -> None:
    """Their ids say when they came, as the home page reads them."""
    yesterday = datetime.now(UTC) - timedelta(days=1.5)
    came = await town.service.database.read(lambda unit: unit.overview.people_since(yesterday))
    assert 0 < came < 15


async def test_people_write_once(town: House) -> None:
    before = len(await town.rows(models.Inbound))
    await live(town)
    assert len(await town.rows(models.Inbound)) == before


async def test_nothing_is_left_to_send(town: House) -> None:
    assert set(await town.statuses()) == {"sent"}
