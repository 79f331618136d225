"""When one person floods the town, are others answered, is STOP obeyed, and is nothing lost?"""

from __future__ import annotations

from storage import models
from tests.journey.house import House

LIMIT = 20


async def test_a_flood_is_bounded_and_told_once(house: House) -> None:
    lea, other = house.resident("sms-lea"), house.resident("sms-tom")
    await lea.write("bonjour")
    before = len(house.phones.shown["sms-lea"])
    for n in range(LIMIT + 10):
        await lea.write(f"encore {n}")
    rows = await house.rows(models.Inbound, models.Inbound.address == "sms-lea")
    assert {row["status"] for row in rows} == {"handled"}
    assert [row["error"] for row in rows] == [None] * (LIMIT + 1) + ["limited"] * 10
    told = [bubble["text"] for bubble in house.phones.shown["sms-lea"] if "plus vite" in bubble["text"]]
    assert len(told) == 1
    assert len(house.phones.shown["sms-lea"]) > before
    await other.write("bonjour")
    assert house.phones.shown["sms-tom"]
    await lea.write("j'ai plus envie de vivre")
    assert "3114" in house.phones.shown["sms-lea"][-1]["text"]
    await lea.write("STOP")
    (person,) = await house.rows(models.Participant, models.Participant.stopped_at.is_not(None))
    assert person["id"] == await house.participant("sms-lea")


async def test_who_stopped_is_told_nothing(house: House) -> None:
    lea = house.resident("sms-lea")
    await lea.write("STOP")
    for n in range(LIMIT + 5):
        await lea.write(f"merci {n}")
    assert not any("plus vite" in bubble["text"] for bubble in house.phones.shown["sms-lea"])
