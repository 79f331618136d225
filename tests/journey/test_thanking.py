"""Is what is said to those who answered said once, of five at least, and of nobody whom an anonymous survey hides?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import PalabreError
from bot.scheduler.thanking import Unthanked, draft_thanks, thank
from storage import models
from tests.journey.broadcasting import fates, leave_alone, said, send, settle, tick
from tests.journey.house import House
from tests.journey.surveys import ask


async def thanks(house: House, slug: str = "bus-nuit") -> dict[str, Any]:
    desk, now = house.service.desk, datetime.now(UTC)
    return await house.service.database.transact(lambda unit: draft_thanks(unit, desk, slug, now))


async def test_those_who_answered_are_told_once(house: House) -> None:
    names = [f"sms-{n}" for n in range(6)]
    await settle(house, *names)
    await ask(house)
    for name in names[:5]:
        await house.resident(name).play("bus-nuit", "jamais", "8", "passer")
    await leave_alone(house, days=2)
    draft = await thanks(house)
    await send(house, draft)
    await tick(house)
    assert await fates(house) == {"sent": 5}
    assert "5" in said(house, "sms-0")[-1] and "Jamais" in said(house, "sms-0")[-1]
    assert not any("Jamais" in text for text in said(house, "sms-5"))
    # a second one has the same name: it is there already
    with pytest.raises(AssertionError):
        await send(house, draft)


async def test_thanks_wait_until_somebody_can_have_them(house: House) -> None:
    names = [f"sms-{n}" for n in range(5)]
    await ask(house)
    for name in names:
        await house.resident(name).play("bus-nuit", "jamais", "8", "passer")
    await leave_alone(house, days=2)
    desk, now = house.service.desk, datetime.now(UTC)
    with pytest.raises(Unthanked, match="nobody who answered bus-nuit can be written to now"):
        await house.service.database.transact(lambda unit: thank(unit, desk, "bus-nuit", "anne", now))
    assert await house.rows(models.Broadcast) == []
    await settle(house, *names)
    await house.service.database.transact(lambda unit: thank(unit, desk, "bus-nuit", "anne", now))
    await tick(house)
    assert await fates(house) == {"sent": 5}
    with pytest.raises(Unthanked, match="thanked already"):
        await house.service.database.transact(lambda unit: thank(unit, desk, "bus-nuit", "anne", now))


async def test_nothing_is_told_of_the_few(house: House) -> None:
    await settle(house, "sms-lea")
    await ask(house)
    await house.resident("sms-lea").play("bus-nuit", "jamais", "8", "passer")
    with pytest.raises(PalabreError, match="fewer than 5"):
        await thanks(house)


async def test_who_answered_anonymously_is_not_thanked(house: House) -> None:
    await ask(house, anonymous=True)
    with pytest.raises(PalabreError, match="anonymous"):
        await thanks(house)


async def test_a_survey_nobody_wrote_is_named(house: House) -> None:
    with pytest.raises(PalabreError, match="no survey 'nope'"):
        await thanks(house, "nope")
