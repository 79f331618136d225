"""Does each time of a schedule fire once, whoever leads, and reach whom it would have reached at once?"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.participation.broadcasts.agenda import read_agenda
from bot.scheduler.firing import fire_due
from bot.scheduler.occurring import occur
from storage import models
from storage.audit import Act
from storage.ideas import Idea, Words
from storage.schedules import Schedule
from tests.journey.broadcasting import NEWS, fates, send, settle, tick
from tests.journey.house import House

#: Schedules of the town, each with so many times that have come.
SCHEDULES, TIMES = 10, 20


async def keep(house: House, **changed: Any) -> Schedule:
    """Keep a schedule whose first time comes in an hour."""
    now = datetime.now(UTC)
    zone = house.service.desk.window.timezone
    starts = (now + timedelta(hours=1)).astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    send = {"message": "La piscine rouvre lundi.", "segment": "everyone"}
    data = {"schedule": "piscine", "send": send, "starts": starts} | changed

    def work(unit: Any) -> Schedule:
        made = read_agenda(data, house.service.desk.known(unit, now), zone, "anne", now)
        assert unit.schedules.add(made)
        return made

    return await house.service.database.transact(work)


async def broadcasts(house: House) -> list[tuple[str | None, str]]:
    return [(row["schedule"], row["state"]) for row in await house.rows(models.Broadcast)]


async def test_later_reaches_whom_now_would(house: House) -> None:
    await settle(house, *(f"sms-{n}" for n in range(6)))
    await house.resident("sms-3").write("stop")
    sample = {"sample": {"size": 4, "seed": "town"}}
    await send(house, NEWS | {"segment": sample})
    body = {"message": NEWS["message"], "segment": sample}
    await keep(house, send=body)
    now = datetime.now(UTC)
    await occur(house.service.database, house.service.desk, now + timedelta(hours=2))
    await fire_due(house.service.database, house.service.desk, now + timedelta(hours=2))
    reached: dict[str, set[tuple[str, ...]]] = {}
    for row in await house.rows(models.Recipient):
        parts = (row["participant_id"], row["channel"], row["address"], row["state"], row["cause"])
        reached.setdefault(row["broadcast_id"], set()).add(parts)
    at_once, scheduled = reached.values()
    assert at_once == scheduled and len(at_once) == 4


async def test_many_leaders_fire_each_time_once(house: House) -> None:
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    first = now - timedelta(days=TIMES)
    local = first.astimezone(house.service.desk.window.timezone).strftime("%Y-%m-%dT%H:%M")
    for n in range(SCHEDULES):
        made = await keep(house, schedule=f"s{n}")
        await house.change(
            models.Schedule, models.Schedule.slug == made.slug, starts=local, rule="FREQ=DAILY", next_at=first
        )
    desk, database = house.service.desk, house.service.database
    made_by = await asyncio.gather(*(occur(database, desk, now) for _ in range(4)), return_exceptions=True)
    assert not [one for one in made_by if isinstance(one, BaseException)]
    rows = await house.rows(models.Broadcast)
    times = {(row["schedule"], row["occurrence"]) for row in rows}
    assert len(times) == len(rows) == SCHEDULES * (TIMES + 1)
    # only the last of those that passed may run
    assert [row["state"] for row in rows].count("scheduled") == SCHEDULES
    assert {row["state"] for row in rows} == {"scheduled", "missed"}


async def test_too_late_is_recorded_as_missed(house: House) -> None:
    await keep(house, late=2)
    desk, database = house.service.desk, house.service.database
    assert await occur(database, desk, datetime.now(UTC)) == 0
    assert await occur(database, desk, datetime.now(UTC) + timedelta(hours=4)) == 1
    assert await broadcasts(house) == [("piscine", "missed")]
    assert (await house.rows(models.Schedule))[0]["state"] == "ended"


async def test_an_act_is_followed_to_its_author(house: House) -> None:
    await settle(house, "sms-lea", "sms-sam")
    lea, now = await house.participant("sms-lea"), datetime.now(UTC)
    body = {"message": "Votre idée est publiée depuis trois jours.", "segment": "everyone"}
    zone, desk = house.service.desk.window.timezone, house.service.desk
    data = {"schedule": "suivi", "send": body, "after": "idea published", "days": 3}

    def work(unit: Any) -> None:
        schedule = read_agenda(data, desk.known(unit, now), zone, "anne", now)
        assert unit.schedules.add(replace(schedule, created_at=now - timedelta(days=30)))
        words = Words("T", "S", "P", "B", now)
        unit.ideas.add([Idea("i1", 1, "R1", lea, words, now, "published")])
        unit.audit.add([Act(now - timedelta(days=3), "staff", "idea published", "i1")])

    await house.service.database.transact(work)
    for _ in range(2):
        await occur(house.service.database, desk, now)
    await tick(house)
    assert await fates(house) == {"sent": 1}
    assert [row["participant_id"] for row in await house.rows(models.Recipient)] == [lea]
