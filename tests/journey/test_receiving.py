"""Is every acknowledged message handled once, in order, however many come at once?"""

from __future__ import annotations

import asyncio

from storage import models
from tests.journey.house import House


async def test_a_repeated_message_is_answered_once(house: House) -> None:
    resident = house.resident()
    assert await resident.post("bonjour", id="SM1")
    await house.service.settle()
    assert not await resident.post("bonjour", id="SM1")
    await house.service.settle()
    inbound, outbox = await house.rows(models.Inbound), await house.rows(models.Outbound)
    assert len(inbound) == 1
    assert sorted(row["n"] for row in outbox) == list(range(len(outbox)))


async def test_twice_at_once_is_one_message(house: House) -> None:
    resident = house.resident()
    new = await asyncio.gather(*(resident.post("bonjour", id="SM1") for _ in range(10)))
    await house.service.settle()
    assert sorted(new) == [False] * 9 + [True]
    (inbound,) = await house.rows(models.Inbound)
    assert {row["inbound_id"] for row in await house.rows(models.Outbound)} == {inbound["id"]}


async def test_sixty_people_are_answered_at_once(house: House) -> None:
    residents = [house.resident(f"sms-{n}") for n in range(60)]
    await asyncio.gather(*(resident.post(f"bonjour {resident.value}") for resident in residents))
    assert await house.service.worker.drain() == 60
    # a batch is fifty: fifty, ten, and a look that finds nothing
    assert _batches(house) == 3
    await house.service.settle()
    assert all(resident.shown for resident in residents)
    assert len(await house.rows(models.Participant)) == 60


async def test_one_person_is_heard_in_order(house: House) -> None:
    resident = house.resident()
    said = ["une idée", "des bancs à l'ombre, place du marché", "les anciens restent debout", "ils resteront"]
    for text in said:
        await resident.post(text)
    await house.service.settle()
    answers = {row["step"]: row["text"] for row in await house.rows(models.Answer)}
    assert [answers[step] for step in ("solution", "problem")] == said[1:3]
    outbox = await house.rows(models.Outbound)
    assert [row["inbound_id"] for row in outbox] == sorted(row["inbound_id"] for row in outbox)
    assert [try_.id for try_ in house.phones.tries] == [row["id"] for row in outbox]


async def test_many_people_keep_their_own_order(house: House) -> None:
    residents = [house.resident(f"sms-{n}") for n in range(20)]
    for text in ("une idée", "des bancs à l'ombre, place du marché", "les anciens restent debout"):
        await asyncio.gather(*(resident.post(f"{text} {resident.value}") for resident in residents))
    await asyncio.gather(house.service.worker.drain(), house.service.worker.drain())
    await house.service.settle()
    for resident in residents:
        person = await house.participant(resident.value)
        answers = await house.rows(models.Answer, models.Answer.participant_id == person)
        said = [row["text"].rpartition(" ")[2] for row in answers if row["step"] in ("solution", "problem")]
        assert said == [resident.value] * 2
    assert {row["status"] for row in await house.rows(models.Inbound)} == {"handled"}


async def test_a_first_name_is_learnt_once(house: House) -> None:
    resident = house.resident("telegram-lea")
    resident.first_name = "Léa"
    assert "Léa" in (await resident.write("bonjour"))[0]
    resident.first_name = "Autre"
    await resident.write("menu")
    assert [row["first_name"] for row in await house.rows(models.Participant)] == ["Léa"]


def _batches(house: House) -> int:
    """Return how many batches the worker has begun."""
    metrics = house.service.metrics
    return int(metrics.registry.get_sample_value("palabre_batch_seconds_count") or 0)
