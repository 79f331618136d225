"""Does every process follow what staff choose: hours, caps, reserve, retention, themes?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.bootstrap.topics import TOWN
from bot.conversation.watch import Watch
from bot.settings.hours import parse_hours
from storage import retention
from storage.territory import Theme
from storage.unit import Unit
from tests.journey.house import House, settings

HOURS = "mon 09:00-10:00"


def choose(unit: Unit) -> None:
    """Choose as the console does."""
    unit.choices.hold()
    unit.choices.put("hours", {"writing_hours": HOURS, "holidays": "FR"})
    unit.choices.put("caps", {"messages_per_day": 2, "messages_per_week": 5})
    unit.choices.put("reserve", {"reserve": True})
    unit.choices.put("retention", {"text_days": 30, "silence_days": 365})
    unit.territory.save(Theme("nuit", {"fr": "La nuit"}))


async def test_choices_hold_as_soon_as_they_are_read(house: House) -> None:
    service, desk = house.service, house.service.desk
    manners = house.sender.manners
    assert manners is not None
    assert desk.reserve is False
    await service.database.transact(choose)
    await service.premises.refresh()
    assert desk.window.hours == manners.window.hours == parse_hours(HOURS)
    assert (desk.caps.per_day, desk.caps.per_week, desk.reserve) == (2, 5, True)
    assert manners.caps is desk.caps
    for name in ("hours", "caps", "reserve"):
        await service.database.transact(lambda unit, name=name: unit.choices.drop(name))  # type: ignore[misc]
    await service.premises.refresh()
    assert (desk.caps.per_day, desk.reserve) == (service.settings.messages_per_day, False)
    assert manners.window.hours == parse_hours(service.settings.writing_hours)


async def test_other_processes_see_a_new_number(house: House, store_url: str, tmp_path: Path) -> None:
    other = build(settings(store_url, tmp_path / "other"))
    await other.start()
    watch = Watch(other.database, other.premises, other.switchboard.wakeup(TOWN))
    assert await watch.look() is False
    await house.service.database.transact(choose)
    assert await watch.look() is True
    assert [theme.slug for theme in other.premises.room.town.themes][-1] == "nuit"
    assert other.desk.reserve is True
    assert await watch.look() is False
    await other.close()


async def test_the_retention_chosen_is_the_one_kept(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = retention.Retention.purge

    def purge(*given: object) -> retention.Progress:
        asked.append(given[3])  # type: ignore[arg-type]
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(retention.Retention, "purge", purge)
    service = house.service
    await service.housekeeping.tidy(service.console.now())
    await service.database.transact(choose)
    await service.premises.refresh()
    await service.housekeeping.tidy(service.console.now())
    assert set(asked) == {retention.TEXT, 30}
