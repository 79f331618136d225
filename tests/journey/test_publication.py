"""Is an idea shown to others when the town hall says, and does what follows its publication come of itself?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.console.desk import Desk
from bot.console.ideas.deciding import Grounds, decide, undo
from bot.console.role import Role
from bot.console.visit import Staff
from bot.participation.broadcasts.agenda import read_agenda
from bot.participation.idea_states import find_move
from bot.scheduler.occurring import occur
from storage import models
from storage.ideas import Idea
from storage.unit import Unit
from tests.journey.broadcasting import fates, settle, tick
from tests.journey.house import House
from tests.journey.ideas import propose

ANNE = Staff("anne", "anne@ville.example", "Anne", Role.EDITOR)


def reads_first(house: House, first: bool = True) -> None:
    """Have the town hall read ideas before others see them."""
    premises = house.service.premises
    premises.room = replace(premises.room, moderates_first=first)


async def acts(house: House) -> list[str]:
    return [row["action"] for row in await house.rows(models.Audit) if row["action"].startswith("idea")]


async def move(house: House, name: str, reason: str = "") -> int:
    """Move the only idea on, as staff do; return the event."""
    desk: Desk = house.service.console

    def work(unit: Unit) -> int:
        idea = unit.ideas.numbered([1])[0]
        found = find_move(name, idea.state, ANNE.role)
        assert found is not None
        decision = decide(unit, desk, ANNE, idea, found, Grounds(reason))
        assert decision is not None
        return decision.event

    event = await house.service.database.transact(work)
    await house.service.settle()
    return event


async def shown(house: House) -> set[int]:
    return await house.service.database.read(lambda unit: unit.ideas.shown(10))


async def follow(house: House, days: int) -> None:
    """Keep a schedule that follows publication by so many days, made a month ago."""
    now, desk = datetime.now(UTC), house.service.desk
    body = {"message": "Votre idée est publiée : des nouvelles bientôt.", "segment": "everyone"}
    data = {"schedule": "suivi", "send": body, "after": "idea published", "days": days}

    def work(unit: Unit) -> None:
        known = desk.known(unit, now)
        schedule = read_agenda(data, known, desk.window.timezone, "anne", now - timedelta(days=30))
        assert unit.schedules.add(schedule)

    await house.service.database.transact(work)


async def later(house: House, **parts: Any) -> int:
    """Let schedules see what is due after so long; return how many broadcasts they make."""
    return await occur(house.service.database, house.service.desk, datetime.now(UTC) + timedelta(**parts))


async def test_read_first_is_seen_by_nobody_before(house: House) -> None:
    reads_first(house)
    lea = house.resident("sms-lea")
    await propose(lea)
    (idea,) = await house.rows(models.Idea)
    assert idea["state"] == "waiting" and idea["language"] == "fr"
    assert await shown(house) == set() and await acts(house) == ["idea submitted"]
    assert "relecture" in " ".join(await lea.play("non", "mes idées"))
    await move(house, "accept")
    assert await shown(house) == {1}
    assert await acts(house) == ["idea submitted", "idea accepted", "idea published"]
    assert "publiée" in lea.shown[-1]["text"]
    assert "publiée" in " ".join(await lea.write("mes idées"))


async def test_read_after_is_published_at_once(house: House) -> None:
    await propose(house.resident("sms-lea"))
    assert await shown(house) == {1} and await acts(house) == ["idea submitted", "idea published"]
    await move(house, "accept")
    assert await acts(house) == ["idea submitted", "idea published", "idea accepted"]


@pytest.mark.parametrize("first", [True, False])
async def test_what_follows_publication_comes_once(house: House, first: bool) -> None:
    await settle(house, "sms-sam")
    reads_first(house, first)
    await propose(house.resident("sms-lea"))
    await house.resident("sms-lea").play("oui")
    await follow(house, 3)
    if first:
        assert await later(house, days=4) == 0
        await move(house, "accept")
    assert await later(house, days=2) == 0
    assert await later(house, days=3, minutes=1) == 1
    assert await later(house, days=3, hours=1) == 0


async def test_a_refused_idea_is_followed_by_nothing(house: House) -> None:
    await settle(house, "sms-lea")
    await propose(house.resident("sms-lea"))
    await follow(house, 0)
    await move(house, "refuse", "off_topic")
    await later(house, minutes=1)
    await tick(house)
    assert "sent" not in await fates(house)


async def test_every_author_reads_of_their_idea(house: House) -> None:
    for n, style in enumerate(("sms", "telegram", "whatsapp"), 1):
        phone = house.resident(f"{style}-lea")
        await propose(phone)
        (row,) = await house.rows(models.Idea, models.Idea.number == n)
        reference = row["reference"]

        def work(unit: Unit, number: int = n) -> None:
            idea: Idea = unit.ideas.numbered([number])[0]
            found = find_move("refuse", idea.state, ANNE.role)
            assert found is not None
            words = "Écrivez-nous <b>autrement</b> *_["
            assert decide(unit, house.service.console, ANNE, idea, found, Grounds("unclear", words))

        await house.service.database.transact(work)
        await house.service.settle()
        said = phone.shown[-1]["text"]
        assert reference in said and "<b>autrement</b> *_[" in said


async def test_an_undone_refusal_is_never_told(house: House) -> None:
    lea, desk = house.resident("sms-lea"), house.service.console
    await propose(lea)

    def work(unit: Unit) -> int:
        idea = unit.ideas.numbered([1])[0]
        found = find_move("refuse", idea.state, ANNE.role)
        assert found is not None
        decision = decide(unit, desk, ANNE, idea, found, Grounds("insults"), grace=True)
        assert decision is not None
        return decision.event

    event, before = await house.service.database.transact(work), len(lea.shown)
    await house.service.settle()
    assert await house.service.database.transact(lambda unit: undo(unit, desk, ANNE, event)) is not None
    await house.service.settle()
    assert len(lea.shown) == before and await shown(house) == {1}
