"""What becomes of a message that its author changes afterwards?"""

from __future__ import annotations

from dataclasses import replace

from storage import models
from tests.journey.house import House
from tests.journey.resident import Resident
from tests.journey.test_understanding import teach


async def change(resident: Resident, text: str) -> list[str]:
    """Change the last message, and return what comes back."""
    before = len(resident.shown)
    await resident.service.inbox.receive(replace(resident.message(text), event="edited"))
    await resident.service.settle()
    return [str(bubble["text"]) for bubble in resident.shown[before:]]


async def test_an_edit_keeps_the_first_answer(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.play("je veux proposer une idée", "Des bancs devant la mairie")
    assert await change(resident, "Des bancs devant la gare") == [
        "J'ai gardé votre premier message. Pour changer la réponse : RETOUR."
    ]


async def test_an_edit_that_says_stop_is_obeyed(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.write("je veux proposer une idée")
    (said,) = await change(resident, "STOP")
    assert said.startswith("Vous ne recevrez plus de messages")
    assert await change(resident, "STOP") == []


async def test_an_edit_that_begs_to_stop_is_obeyed(house: House) -> None:
    reader = teach(house)
    resident = house.resident("telegram-lea")
    await resident.write("bonjour")
    await change(resident, "ça fait beaucoup")
    (person,) = await house.rows(models.Participant)
    assert person["stopped_at"] is None
    (said,) = await change(resident, "lâchez moi avec vos trucs")
    assert said.startswith("Vous ne recevrez plus de messages")
    assert reader.asked[-2:] == ["ça fait beaucoup", "lâchez moi avec vos trucs"]


async def test_an_edit_of_an_answer_stops_nothing(house: House) -> None:
    reader = teach(house)
    resident = house.resident("telegram-lea")
    await resident.play("bonjour", "je veux proposer une idée")
    reader.asked.clear()
    (said,) = await change(resident, "lâchez moi avec vos trucs")
    assert said.startswith("J'ai gardé votre premier message.") and reader.asked == []


async def test_an_edit_of_distress_is_heard(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.write("bonjour")
    (said,) = await change(resident, "je veux me suicider")
    assert "3114" in said
