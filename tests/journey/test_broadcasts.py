"""Does what is sent to many reach each once, at its hour, and nobody who must be left in peace?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import PalabreError
from bot.scheduler import firing
from bot.scheduler.firing import fire_due
from bot.scheduler.releasing import go_on
from bot.scheduler.steering import approve, cancel, pause, resume
from storage import models
from storage.consents import Consent
from tests.journey.broadcasting import NEWS, QUESTION, fates, said, send, settle, state, tick
from tests.journey.house import House


@pytest.mark.parametrize("most", [2, 1])
async def test_an_announcement_reaches_each_once(
    house: House, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put into the outbox as it is fired, or group by group where more take part than `most`."""
    monkeypatch.setattr(firing, "MANY", most)
    await settle(house, "sms-lea", "telegram-sam")
    await send(house, NEWS)
    for _ in range(3):
        await tick(house)
    for name in ("sms-lea", "telegram-sam"):
        assert sum("La piscine rouvre lundi." in text for text in said(house, name)) == 1
        assert "STOP" in said(house, name)[-1]
    assert await fates(house) == {"sent": 2}
    assert await state(house) == "ended"


async def test_what_waits_is_not_shown_as_received(house: House) -> None:
    await settle(house, "sms-lea")
    await send(house, NEWS)
    now = datetime.now(UTC)
    await fire_due(house.service.database, house.service.desk, now)
    await go_on(house.service.database, house.service.desk, now)
    assert (await house.rows(models.Outbound))[-1]["status"] == "waiting"
    before = await house.service.record.history("sms-lea")
    await tick(house)
    after = await house.service.record.history("sms-lea")
    assert "La piscine rouvre lundi." not in str(before)
    assert after[: len(before)] == before and "La piscine rouvre lundi." in str(after[len(before) :])
    sent = (await house.rows(models.Outbound))[-1]["sent_at"]
    assert after[-1]["at"] == sent.isoformat()


@pytest.mark.parametrize(
    ("status", "shown"), [("failed", 0), ("dead", 0), ("uncertain", 1), ("delivered", 1)]
)
async def test_what_never_left_is_not_shown(house: House, status: str, shown: int) -> None:
    await house.resident("sms-lea").write("bonjour")
    await house.change(models.Outbound, status=status)
    history = await house.service.record.history("sms-lea")
    assert {entry["from"] for entry in history} == ({"resident", "town"} if shown else {"resident"})


async def test_who_is_left_out_is_told_by_cause(house: House) -> None:
    people = await settle(house, "sms-lea", "sms-sam", "sms-zoe")
    await house.resident("sms-sam").write("stop")
    now = datetime.now(UTC)
    refusal = Consent(people[2], "news", False, now, "simulator", "…", "staff")
    await house.service.database.transact(lambda unit: unit.consents.add([refusal]))
    await send(house, NEWS)
    await tick(house)
    assert await fates(house) == {"sent": 1, "excluded:stopped": 1, "excluded:consent": 1}


async def test_the_pilot_asks_before_the_others(house: House) -> None:
    await settle(house, *(f"sms-{n}" for n in range(5)))
    await send(house, NEWS | {"pilot": 2})
    await tick(house)
    assert (await fates(house), await state(house)) == ({"sent": 2, "planned": 3}, "asking")
    await tick(house)
    assert (await fates(house))["planned"] == 3
    await house.service.database.transact(lambda u: resume(u, "piscine", "anne", datetime.now(UTC)))
    await tick(house)
    assert (await fates(house), await state(house)) == ({"sent": 5}, "ended")


async def test_a_pause_takes_back_what_waits(house: House) -> None:
    await settle(house, "sms-lea", "sms-sam")
    await send(house, NEWS)
    now, database = datetime.now(UTC), house.service.database
    await fire_due(database, house.service.desk, now)
    await go_on(database, house.service.desk, now)
    _, waiting = await database.transact(lambda unit: pause(unit, "piscine", "anne", now))
    assert waiting == 2
    await tick(house)
    assert await fates(house) == {"planned": 2}
    await database.transact(lambda unit: resume(unit, "piscine", "anne", now))
    await tick(house)
    assert await fates(house) == {"sent": 2}


async def test_a_paused_question_is_not_asked(house: House) -> None:
    await settle(house, "sms-lea")
    await send(house, QUESTION)
    now, database = datetime.now(UTC), house.service.database
    await fire_due(database, house.service.desk, now)
    await go_on(database, house.service.desk, now)
    await database.transact(lambda unit: pause(unit, "langue-1", "anne", now))
    await tick(house)
    assert await fates(house) == {"planned": 1}
    await database.transact(lambda unit: resume(unit, "langue-1", "anne", now))
    await tick(house)
    assert await fates(house) == {"sent": 1}


async def test_cancelling_spares_the_others(house: House) -> None:
    await settle(house, *(f"sms-{n}" for n in range(4)))
    await send(house, NEWS | {"pilot": 1})
    await tick(house)
    _, spared = await house.service.database.transact(
        lambda u: cancel(u, "piscine", "anne", datetime.now(UTC))
    )
    await tick(house)
    assert spared == 3
    assert await fates(house) == {"sent": 1, "excluded:cancelled": 3}


async def test_the_reserve_wants_a_second_person(house: House) -> None:
    await settle(house, "sms-lea")
    house.service.desk = replace(house.service.desk, reserve=True)
    await send(house, NEWS)
    await tick(house)
    assert (await state(house), await fates(house)) == ("held", {})
    now, desk = datetime.now(UTC), house.service.desk
    with pytest.raises(PalabreError):
        await house.service.database.transact(lambda unit: approve(unit, desk, "piscine", "Anne ", now))
    await house.service.database.transact(lambda unit: approve(unit, desk, "piscine", "luc", now))
    await tick(house)
    assert await fates(house) == {"sent": 1}


async def test_erased_meanwhile_is_written_to_by_nobody(house: House) -> None:
    (who,) = await settle(house, "sms-lea")
    await send(house, QUESTION)
    now, database = datetime.now(UTC), house.service.database
    await fire_due(database, house.service.desk, now)
    await go_on(database, house.service.desk, now)
    before = len(said(house, "sms-lea"))
    proof = house.service.premises.room.proof
    await database.transact(lambda unit: unit.participants.erase(who, now, proof))
    await tick(house)
    assert await fates(house) == {"excluded:erased": 1}
    assert len(said(house, "sms-lea")) == before
    assert await house.rows(models.Participant) == []


async def test_nothing_leaves_when_the_window_is_closed(house: House) -> None:
    await settle(house, "sms-lea")
    desk = house.service.desk
    shut = replace(desk.window, is_holiday=lambda day: day <= datetime.now(UTC).date() + timedelta(days=1))
    house.service.desk = replace(desk, window=shut, caps=replace(desk.caps, window=shut))
    house.sender.manners = house.service.desk.manners
    await send(house, NEWS)
    await send(house, QUESTION)
    await tick(house)
    assert await fates(house) == {"waiting": 1, "planned": 1}
    # a reply always leaves
    assert await house.resident("sms-lea").write("menu")
    house.sender.manners = desk.manners
    house.service.desk = desk
    await tick(house)
    assert (await fates(house))["sent"] == 1


async def test_caps_hold_whatever_is_scheduled(house: House) -> None:
    await settle(house, "sms-lea")
    desk = house.service.desk
    house.service.desk = replace(desk, caps=replace(desk.caps, per_day=1, per_week=3))
    house.sender.manners = house.service.desk.manners
    now = datetime.now(UTC)
    for n in range(3):
        await send(house, NEWS | {"broadcast": f"piscine-{n}"})
    # all fired at once: none of the plans saw the others' messages leave
    await fire_due(house.service.database, house.service.desk, now)
    await tick(house)
    assert await fates(house) == {"sent": 1, "waiting": 2}
    waiting = await house.rows(models.Outbound, models.Outbound.status == "waiting")
    tomorrow = house.service.desk.window.days_before(now, -1)
    assert [row["due_at"] for row in waiting] == [tomorrow, tomorrow]
    assert {row["attempt"] for row in waiting} == {0}
