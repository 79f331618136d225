"""How do the journeys send to many, and see what became of it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.participation.broadcasts.draft import read_draft
from bot.scheduler.firing import Origin, add, fire_due
from bot.scheduler.releasing import go_on
from storage import models
from storage.broadcast import Broadcast
from storage.consents import Consent
from storage.surveys import Survey
from storage.unit import Unit
from tests.journey.house import House

NEWS = {"broadcast": "piscine", "message": "La piscine rouvre lundi.", "segment": "everyone"}
QUESTION = {"broadcast": "langue-1", "survey": "langue", "segment": "everyone"}


async def settle(house: House, *names: str, purposes: Sequence[str] = ("news", "questions")) -> list[str]:
    """Have residents say hello, and agree to these purposes; return their ids."""
    for name in names:
        await house.resident(name).write("bonjour")
    people = [await house.participant(name) for name in names]
    now = datetime.now(UTC)
    ledger = [
        Consent(who, purpose, True, now, "simulator", "…", "staff") for who in people for purpose in purposes
    ]
    await house.service.database.transact(lambda unit: unit.consents.add(ledger))
    survey = Survey("langue", {"fr": "Votre langue"}, "language", "1", now, now, state="open")
    await house.service.database.transact(lambda unit: unit.surveys.save(survey))
    # their menus have been left alone for hours
    await leave_alone(house, days=2)
    return people


async def leave_alone(house: House, **age: float) -> None:
    """Have every session wait since so long ago."""
    at = datetime.now(UTC) - timedelta(**age)
    for row in await house.rows(models.Session):
        data = {**row["data"], "touched_at": at.isoformat()}
        await house.change(models.Session, models.Session.id == row["id"], touched_at=at, data=data)


async def send(house: House, data: dict[str, Any], by: str = "anne", **delay: float) -> Broadcast:
    """Store a broadcast, due after this delay."""
    now = datetime.now(UTC)

    def work(unit: Unit) -> Broadcast | None:
        draft = read_draft(data, house.service.desk.known(unit, now))
        return add(unit, draft, now + timedelta(**delay), Origin(by), now)

    added = await house.service.database.transact(work)
    assert added is not None
    return added


async def tick(house: House, **later: float) -> None:
    """Do what the leader does, then what workers and senders do."""
    now = datetime.now(UTC) + timedelta(**later)
    database, desk = house.service.database, house.service.desk
    await fire_due(database, desk, now)
    await go_on(database, desk, now)
    await house.service.settle()
    await go_on(database, desk, now)


async def fates(house: House) -> Counter[str]:
    """Return how many recipients are in each state, with its cause."""
    rows = await house.rows(models.Recipient)
    return Counter(":".join(filter(None, (row["state"], row["cause"]))) for row in rows)


async def state(house: House, slug: str = "piscine") -> str:
    return str((await house.rows(models.Broadcast, models.Broadcast.slug == slug))[0]["state"])


def said(house: House, name: str) -> list[str]:
    return [str(bubble["text"]) for bubble in house.resident(name).shown]
