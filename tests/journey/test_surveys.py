"""Does a resident answer a survey once, correct it, and find it closed, full or anonymous as was said?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.participation.surveys.keeping import close_survey
from storage import models
from storage.responses import Response
from tests.journey.house import House
from tests.journey.surveys import ask


async def responses(house: House) -> list[Response]:
    def read(unit: Any) -> list[Response]:
        return list(unit.responses.of_survey(unit.surveys.by_slug("bus-nuit").id))

    return await house.service.database.read(read)


async def answers(house: House) -> dict[str, Any]:
    def read(unit: Any) -> dict[str, Any]:
        found = unit.responses.answers(unit.surveys.by_slug("bus-nuit").id)
        return {answer.step: answer.value for answer in found if not answer.step.startswith("_")}

    return await house.service.database.read(read)


async def test_a_tired_resident_answers_by_sms(house: House) -> None:
    await ask(house)
    lea = house.resident()
    said = await lea.play("bus nuit", "parfois", "ven et samedi", "8 ou 9")
    assert "8 ou 9" in said[0]
    assert "Vous aviez dit : 9/10" in (await lea.play("9", "retour"))[0]
    await lea.play("9", "passer")
    (response,) = await responses(house)
    assert (response.state, response.channel, response.skipped) == ("done", "simulator", ["words"])
    assert await answers(house) == {"taken": "sometimes", "nights": ["friday", "saturday"], "mark": 9}


async def test_who_was_asked_and_is_silent_did_not_begin(house: House) -> None:
    await ask(house)
    lea = house.resident()
    await lea.write("bus-nuit")
    assert await responses(house) == []
    await lea.write("parfois")
    (response,) = await responses(house)
    assert (response.state, response.step) == ("open", "nights")
    await lea.write("laisse tomber")
    (response,) = await responses(house)
    assert response.step == "nights"


async def test_a_second_time_corrects(house: House) -> None:
    await ask(house)
    lea = house.resident()
    await lea.play("bus-nuit", "souvent", "jeudi", "8", "passer")
    assert "corriger" in (await lea.write("bus nuit"))[0]
    await lea.play("oui", "1", "jamais", "ok")
    assert await answers(house) == {"taken": "never", "mark": 8}
    (response,) = await responses(house)
    assert response.state == "done"
    assert len([row for row in await house.rows(models.Answer) if row["step"] == "mark"]) == 2


async def test_a_correction_left_midway_changes_nothing(house: House) -> None:
    await ask(house)
    lea = house.resident()
    await lea.play("bus-nuit", "souvent", "jeudi", "8", "passer", "bus nuit", "oui", "1", "jamais", "stop")
    assert await answers(house) == {"taken": "often", "nights": ["thursday"], "mark": 8}


async def test_a_late_answer_is_told_it_is_over(house: House) -> None:
    await ask(house)
    lea = house.resident()
    await lea.play("bus-nuit", "souvent")
    await house.service.database.transact(lambda u: close_survey(u, "bus-nuit", datetime.now(UTC)))
    assert "est terminé depuis" in (await lea.write("jeudi"))[0]
    assert await answers(house) == {"taken": "often"}
    assert "est terminé." in (await lea.write("bus-nuit"))[0]
    (response,) = await responses(house)
    assert response.state == "expired"


async def test_a_full_survey_takes_who_began(house: House) -> None:
    await ask(house, quota=1)
    lea, bob, eve = (house.resident(f"sms-{name}") for name in ("lea", "bob", "eve"))
    await bob.play("bus-nuit", "jamais")
    await lea.play("bus-nuit", "jamais", "8", "passer")
    assert "toutes les réponses" in (await eve.write("bus-nuit"))[-1]
    assert "C'est fini" in (await bob.play("8", "passer"))[-1]


async def test_an_anonymous_survey_keeps_its_word(house: House) -> None:
    await ask(house, anonymous=True)
    lea = house.resident()
    said = await lea.write("bus-nuit")
    assert "anonymes" in said[-1]
    assert not [
        text for text in await lea.play("parfois", "ven et samedi") if "Note" in text or "noté" in text
    ]
    await lea.play("9", "mot secret")
    who = await house.participant("sms-lea")
    held = await house.service.database.read(lambda u: u.participants.export(who))
    assert "secret" not in repr(held) and "friday" not in repr(held)
    assert await answers(house) == {
        "taken": "sometimes",
        "nights": ["friday", "saturday"],
        "mark": 9,
        "words": "mot secret",
    }
    assert "déjà répondu" in (await lea.write("bus-nuit"))[-1]


async def test_closing_detaches_who_stopped_midway(house: House) -> None:
    await ask(house, anonymous=True)
    lea = house.resident()
    await lea.play("bus-nuit", "parfois")
    await house.service.database.transact(lambda u: close_survey(u, "bus-nuit", datetime.now(UTC)))
    assert {row["participant_id"] for row in await house.rows(models.Response)} == {""}
    assert (await lea.write("jeudi"))[-1]


async def test_a_changed_survey_finishes_as_it_began(house: House) -> None:
    first = await ask(house)
    lea = house.resident()
    await lea.play("bus-nuit", "jamais")
    steps = [{"ask": "only", "type": "yesno", "text": {"fr": "Content ?"}}]
    second = await ask(house, steps=steps)
    assert first.version != second.version
    await house.restart()
    lea = house.resident()
    assert "Un mot de plus" in (await lea.write("8"))[-1]
    assert "Content" in (await house.resident("sms-bob").write("bus-nuit"))[-1]
