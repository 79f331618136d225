"""Is a question that is sent asked of those who are free, once, and counted while it may be answered?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.participation.surveys.keeping import close_survey
from bot.scheduler.firing import fire_due
from bot.scheduler.releasing import go_on
from bot.scheduler.status import read_status
from storage import models
from tests.journey.broadcasting import QUESTION, fates, leave_alone, said, send, settle, state, tick
from tests.journey.house import House
from tests.journey.surveys import ask


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
