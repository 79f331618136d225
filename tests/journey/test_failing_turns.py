"""When a turn fails, does only its own message wait, and are all the others answered?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.conversation.worker import PATIENCE
from storage import models
from tests.journey.faults import Away, accept_answers, break_dialogue, refuse_answers
from tests.journey.house import House

IDEA = "des bancs à l'ombre, place du marché"
POISON = "du poison dans le parc de la ville"


async def test_a_failing_turn_is_parked_after_three(house: House) -> None:
    resident = house.resident()
    await resident.write("bonjour")
    break_dialogue(house, "idea")
    assert await resident.write("une idée") == []
    row = (await house.rows(models.Inbound))[-1]
    assert (row["status"], row["attempts"], row["error"]) == ("parked", PATIENCE, "turn")
    assert (await house.service.database.read(lambda unit: unit.inbox.counts())).parked == 1


async def test_others_go_on_meanwhile(house: House) -> None:
    bad, good = house.resident("sms-bad"), [house.resident(f"sms-{n}") for n in range(5)]
    for resident in (bad, *good):
        await resident.write("bonjour")
    break_dialogue(house, "idea")
    before = [len(resident.shown) for resident in good]
    await asyncio.gather(bad.post("une idée"), *(resident.post("menu") for resident in good))
    await house.service.settle()
    assert all(len(resident.shown) > n for resident, n in zip(good, before, strict=True))
    rows = [row for row in await house.rows(models.Inbound) if row["status"] != "handled"]
    assert [(row["address"], row["status"]) for row in rows] == [("sms-bad", "parked")]
    # the others were in the same batch, and were not even asked twice
    assert {row["attempts"] for row in await house.rows(models.Inbound)} == {0, PATIENCE}


async def test_later_words_follow_the_parked_one(house: House) -> None:
    resident = house.resident()
    await resident.write("bonjour")
    break_dialogue(house, "idea")
    await resident.post("une idée")
    (*_, answer) = await resident.write("aide")
    assert [row["status"] for row in await house.rows(models.Inbound)] == ["handled", "parked", "handled"]
    assert "STOP" in answer


async def test_a_passing_fault_harms_nobody(house: House) -> None:
    resident = house.resident()
    await resident.write("bonjour")
    break_dialogue(house, "idea", times=PATIENCE - 1)
    answers = await resident.write("une idée")
    assert "solution" in answers[-1]
    row = (await house.rows(models.Inbound))[-1]
    assert (row["status"], row["attempts"]) == ("handled", PATIENCE - 1)
    outbox = await house.rows(models.Outbound, models.Outbound.inbound_id == row["id"])
    assert [each["n"] for each in outbox] == list(range(len(outbox)))


@pytest.fixture
async def choosy(house: House) -> AsyncIterator[House]:
    """Give a town whose store refuses one person's answer."""
    await refuse_answers(house, "poison")
    yield house
    await accept_answers(house)


async def test_a_poisoned_batch_blocks_nobody(choosy: House) -> None:
    *good, bad = [choosy.resident(f"sms-{n}") for n in range(6)]
    for resident in (*good, bad):
        await resident.write("une idée")
    await asyncio.gather(bad.post(POISON), *(resident.post(IDEA) for resident in good))
    await bad.post("menu")
    await choosy.service.settle()
    rows = await choosy.rows(models.Inbound)
    assert [row["status"] for row in rows if row["payload"]["text"] == POISON] == ["parked"]
    assert {row["status"] for row in rows if row["payload"]["text"] != POISON} == {"handled"}
    said = [row["text"] for row in await choosy.rows(models.Answer) if row["step"] == "solution"]
    assert said == [IDEA] * 5


async def test_a_store_away_is_waited_for(house: House) -> None:
    resident, worker = house.resident(), house.service.worker
    await resident.post("bonjour")
    worker.database = Away(house.service.database, times=1)
    assert await worker.drain() == 0
    assert await worker.drain() == 1
    assert [row["attempts"] for row in await house.rows(models.Inbound)] == [0]
