"""Does a reply answer the list that is shown, and no other?"""

from __future__ import annotations

from tests.journey.house import House


async def test_a_number_answers_the_list_that_is_shown(house: House) -> None:
    lea = house.resident()
    await lea.play("bonjour", "il fait gris rue des lilas")
    answer = "\n".join(await lea.write("4"))
    assert "Quelle langue" not in answer
    assert "Oui" in answer


async def test_an_idea_leaves_the_question_of_the_language(house: House) -> None:
    lea = house.resident()
    await lea.play("bonjour", "langue")
    answer = "\n".join(await lea.write("des bancs devant la mairie"))
    assert "Español" not in answer
    assert "idée" in answer
