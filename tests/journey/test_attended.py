"""Who answers a resident while a member of staff has the conversation? Whoever spoke last; STOP and danger always pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage import models
from storage.appeals import Appeal
from storage.unit import Unit
from tests.journey.house import House
from tests.journey.resident import Resident
from tests.journey.test_understanding import teach

WISH = "passez moi un humain"


async def appeal(house: House, value: str = "sms-lea") -> Appeal:
    """Return the appeal of a resident."""
    who = await house.participant(value)
    found = await house.service.database.read(lambda unit: unit.appeals.of_participant(who))
    assert found is not None
    return found


async def take(house: House, ago: timedelta = timedelta(0)) -> Appeal:
    """Let somebody of the staff take the resident who waits."""
    found, now = await appeal(house), datetime.now(UTC) - ago
    assert await house.service.database.transact(
        lambda unit: unit.appeals.take(found.id, "camille", found.version, now)
    )
    return await appeal(house)


async def asking(house: House) -> Resident:
    """Return a resident who wants a person."""
    teach(house)
    lea = house.resident()
    await lea.play("bonjour", "oui", WISH)
    return lea


async def test_until_somebody_takes_it_the_assistant_answers(house: House) -> None:
    lea = await asking(house)
    waiting = await appeal(house)
    assert (waiting.state, waiting.channel, waiting.address) == ("waiting", "simulator", "sms-lea")
    assert await lea.write("menu") != []


async def test_asking_twice_waits_once(house: House) -> None:
    lea = await asking(house)
    await lea.write(WISH)
    assert len(await house.rows(models.Appeal)) == 1


async def test_what_is_said_to_staff_is_not_answered(house: House) -> None:
    lea = await asking(house)
    await take(house)
    assert await lea.play("bonjour madame", "il y a un trou rue des Lilas") == []
    assert (await appeal(house)).unanswered


async def test_an_open_question_waits_meanwhile(house: House) -> None:
    lea = await asking(house)
    await lea.play("menu", "1")
    await take(house)
    assert await lea.write("des bancs place de la mairie") == []
    assert await house.rows(models.Answer, models.Answer.step == "solution") == []


async def test_commands_are_obeyed_and_their_questions_answered(house: House) -> None:
    lea = await asking(house)
    await take(house)
    assert "MES DONNEES" in " ".join(await lea.write("aide"))
    assert await lea.write("supprimer") != []
    assert "effac" in " ".join(await lea.write("oui")).lower()
    assert await house.rows(models.Appeal) == []


async def test_who_spoke_last_is_answered(house: House) -> None:
    lea = await asking(house)
    taken = await take(house)
    await lea.write("menu")
    now = datetime.now(UTC) + timedelta(seconds=1)
    assert await house.service.database.transact(
        lambda unit: unit.appeals.speak(taken.id, "camille", taken.version, now)
    )
    assert await lea.write("1") == []


async def test_stop_is_obeyed_and_frees_staff(house: House) -> None:
    lea = await asking(house)
    await take(house)
    assert "START" in (await lea.write("STOP"))[-1]
    found = await appeal(house)
    assert (found.state, found.ended_how) == ("handed_back", "stopped")
    assert found.stopped_at is not None


async def test_danger_is_heard(house: House) -> None:
    lea = await asking(house)
    await take(house)
    assert "15" in " ".join(await lea.write("je veux mourir"))


async def test_silence_of_staff_hands_back_and_says_so(house: House) -> None:
    lea = await asking(house)
    await take(house, ago=timedelta(hours=25))
    said = " ".join(await lea.write("il y a quelqu'un ?"))
    assert "Personne n'a pu continuer" in said
    found = await appeal(house)
    assert (found.state, found.ended_how) == ("handed_back", "silence")
    assert "Personne" not in " ".join(await lea.write("menu"))


async def test_only_one_of_two_takes_it(house: House) -> None:
    await asking(house)
    seen = await appeal(house)
    await take(house)
    now = datetime.now(UTC)

    def late(unit: Unit) -> bool:
        return unit.appeals.take(seen.id, "dominique", seen.version, now)

    assert not await house.service.database.transact(late)
    assert (await appeal(house)).staff_id == "camille"


@pytest.mark.parametrize("handed_back", [True, False])
async def test_two_people_who_become_one_are_with_one(house: House, handed_back: bool) -> None:
    lea = await asking(house)
    taken = await take(house)
    if handed_back:
        now = datetime.now(UTC)
        await house.service.database.transact(
            lambda unit: unit.appeals.hand_back(taken.id, taken.version, "staff", now)
        )
    other = house.resident("telegram-lea")
    await other.play("bonjour", "oui", WISH)
    kept, gone = await house.participant("telegram-lea"), await house.participant("sms-lea")
    await house.service.database.transact(lambda unit: unit.participants.merge(kept, gone, datetime.now(UTC)))
    assert len(await house.rows(models.Appeal, models.Appeal.state != "handed_back")) == 1
    assert await lea.write("menu") != []
