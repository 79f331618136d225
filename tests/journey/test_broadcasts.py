"""Does what is sent to many reach each once, at its hour, and nobody who must be left in peace?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import PalabreError
from bot.participation.broadcasts.draft import read_draft
from bot.participation.surveys.keeping import close_survey
from bot.scheduler.firing import Origin, add, fire_due
from bot.scheduler.releasing import go_on
from bot.scheduler.status import read_status
from bot.scheduler.steering import approve, cancel, pause, resume
from storage import models
from storage.broadcast import Broadcast
from storage.consents import Consent
from storage.surveys import Survey
from storage.unit import Unit
from tests.journey.house import House
from tests.journey.surveys import ask

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


async def test_an_announcement_reaches_each_once(house: House) -> None:
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


async def test_a_question_opens_its_dialogue(house: House) -> None:
    await settle(house, "sms-lea")
    await send(house, QUESTION)
    await tick(house)
    assert any("Saint-Exemple : Langue. STOP" in text for text in said(house, "sms-lea")[-2:])
    assert (await house.rows(models.Session, models.Session.position == 0))[0]["dialogue"] == "language"
    await house.resident("sms-lea").write("1")
    assert await house.rows(models.Answer, models.Answer.dialogue == "language")
    assert await fates(house) == {"sent": 1}


async def test_a_question_waits_for_another_one(house: House) -> None:
    await settle(house, "sms-lea")
    await house.resident("sms-lea").write("je propose une idée de banc à l'ombre")
    await send(house, QUESTION)
    await tick(house)
    assert await fates(house) == {"planned": 1}
    await leave_alone(house, days=4)
    await tick(house)
    assert await fates(house) == {"sent": 1}


async def test_who_never_gets_free_expires(house: House) -> None:
    await settle(house, "sms-lea")
    await house.resident("sms-lea").write("je propose une idée de banc à l'ombre")
    await send(house, QUESTION | {"lasts": 1})
    await tick(house)
    await tick(house, hours=2)
    assert await fates(house) == {"expired": 1}
    assert await state(house, "langue-1") == "ended"


async def test_one_that_is_busy_since_is_asked_later(house: House) -> None:
    """Between the release and the turn, a person began something."""
    await settle(house, "sms-lea")
    await send(house, QUESTION)
    now, desk = datetime.now(UTC), house.service.desk
    await fire_due(house.service.database, desk, now)
    await house.resident("sms-lea").post("je propose une idée de banc à l'ombre")
    await go_on(house.service.database, desk, now)
    await house.service.settle()
    assert await fates(house) == {"planned": 1}
    await leave_alone(house, days=4)
    await tick(house)
    assert await fates(house) == {"sent": 1}


async def test_being_asked_is_not_being_seen(house: House) -> None:
    (who,) = await settle(house, "sms-lea")
    long_ago = datetime.now(UTC) - timedelta(days=300)
    await house.change(models.Participant, last_seen_at=long_ago)
    await send(house, QUESTION)
    await tick(house)
    (row,) = await house.rows(models.Participant, models.Participant.id == who)
    assert row["last_seen_at"] == long_ago


async def test_an_unanswered_question_is_closed(house: House) -> None:
    await settle(house, "telegram-lea", "sms-sam")
    await send(house, QUESTION)
    await tick(house)
    before = len(said(house, "sms-sam"))
    await leave_alone(house, days=4)
    await tick(house)
    await tick(house)
    closed = await house.rows(models.Session, models.Session.dialogue == "language")
    assert {row["state"] for row in closed} == {"expired"}
    # politely where it costs nothing, in silence where each message is paid for
    assert "close" in said(house, "telegram-lea")[-1]
    assert len(said(house, "sms-sam")) == before


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


NIGHT = {"broadcast": "bus-1", "survey": "bus-nuit", "segment": "everyone"}


async def test_who_answered_already_is_not_asked(house: House) -> None:
    await settle(house, "sms-lea", "sms-sam")
    await ask(house)
    await house.resident("sms-lea").play("bus-nuit", "jamais", "8", "passer")
    await leave_alone(house, days=2)
    await send(house, NIGHT)
    await tick(house)
    assert await fates(house) == {"excluded:answered": 1, "sent": 1}


@pytest.mark.parametrize("anonymous", [False, True])
async def test_who_answers_meanwhile_is_not_asked(house: House, anonymous: bool) -> None:
    """Between the firing and the turn; of an anonymous survey only the turn can tell."""
    await settle(house, "sms-lea", "sms-sam")
    await ask(house, anonymous=anonymous)
    await send(house, NIGHT)
    now, desk = datetime.now(UTC), house.service.desk
    await fire_due(house.service.database, desk, now)
    await house.resident("sms-lea").play("bus-nuit", "jamais", "8", "passer")
    await leave_alone(house, days=2)
    await tick(house)
    assert await fates(house) == {"excluded:answered": 1, "sent": 1}


async def test_a_survey_that_is_over_asks_nobody(house: House) -> None:
    await settle(house, "sms-lea")
    await ask(house)
    await send(house, NIGHT)
    await fire_due(house.service.database, house.service.desk, datetime.now(UTC))
    await house.service.database.transact(lambda u: close_survey(u, "bus-nuit", datetime.now(UTC)))
    await tick(house)
    assert await fates(house) == {"excluded:survey": 1}


async def test_a_full_survey_asks_nobody_more(house: House) -> None:
    await settle(house, "sms-lea", "sms-sam")
    await ask(house, quota=1)
    await send(house, NIGHT)
    await fire_due(house.service.database, house.service.desk, datetime.now(UTC))
    await house.resident("sms-lea").play("bus-nuit", "jamais", "8", "passer")
    await leave_alone(house, days=2)
    await tick(house)
    assert await fates(house) == {"excluded:answered": 1, "excluded:survey": 1}


async def test_a_reminder_goes_once_to_the_silent(house: House) -> None:
    await settle(house, "sms-lea", "sms-sam")
    await ask(house)
    await send(house, NIGHT)
    await tick(house)
    await house.resident("sms-lea").play("jamais", "8", "passer")
    await leave_alone(house, days=4)
    reminder = NIGHT | {"broadcast": "bus-2", "reminds": "bus-1"}
    await send(house, reminder)
    await tick(house)
    assert await fates(house) == {"sent": 3, "excluded:answered": 1}
    await leave_alone(house, days=4)
    await send(house, reminder | {"broadcast": "bus-3"})
    await tick(house)
    assert await fates(house) == {"sent": 3, "excluded:answered": 2, "excluded:reminded": 1}


async def test_a_late_answer_counts_while_it_is_open(house: House) -> None:
    """The question was closed after three days; its name opens it again."""
    await settle(house, "sms-lea")
    await ask(house)
    await send(house, NIGHT)
    await tick(house)
    await leave_alone(house, days=4)
    await tick(house)
    await house.resident("sms-lea").play("bus-nuit", "jamais", "8", "passer")
    rows = await house.rows(models.Response, models.Response.counts, models.Response.state == "done")
    assert len(rows) == 1
    told = await house.service.database.read(lambda unit: read_status(unit, "bus-1"))
    assert ("answered", 1) in told.rows() and ("silent", 0) in told.rows()
