"""Is an idea stored whole, from the first word to the reference, on every kind of phone?"""

from __future__ import annotations

import pytest

from bot.participation.reference import read_reference
from dialogues.inputs import Attachment, Point
from storage import models
from tests.journey.house import House
from tests.journey.ideas import BENEFIT, PROBLEM, SOLUTION, TEXTS, WORDS, propose

STYLES = sorted(TEXTS)


@pytest.mark.parametrize("style", STYLES)
async def test_an_idea_is_stored_whole(house: House, style: str) -> None:
    thanks = await propose(house.resident(f"{style}-lea"))
    await _check_idea(house, thanks[0], await house.participant(f"{style}-lea"))
    await _check_answers(house)
    await _check_messages(house, TEXTS[style])


async def _check_idea(house: House, thanks: str, person: str) -> None:
    (idea,) = await house.rows(models.Idea)
    (version,) = await house.rows(models.IdeaVersion)
    assert idea["reference"] in thanks and read_reference(idea["reference"]) == idea["number"] == 1
    assert (idea["participant_id"], idea["theme"], idea["state"]) == (person, "mobilite", "submitted")
    assert (version["solution"], version["problem"], version["benefit"]) == WORDS
    assert version["n"] == 1 and version["title"]


async def _check_answers(house: House) -> None:
    """Every byte that was typed is in the answer, and nothing counts twice."""
    answers = {row["step"]: row for row in await house.rows(models.Answer)}
    for step, words in zip(("solution", "problem", "benefit"), WORDS, strict=True):
        answer = answers[step]
        assert (answer["text"], answer["value"], answer["how"]) == (words, words, "said")
        assert answer["replaced_at"] is None and answer["dialogue"] == "idea" and answer["version"]


async def _check_messages(house: House, texts: tuple[str, ...]) -> None:
    """Everything was handled, answered, and left in order."""
    inbound, outbox = await house.rows(models.Inbound), await house.rows(models.Outbound)
    assert [row["payload"]["text"] for row in inbound] == list(texts)
    assert {row["status"] for row in inbound} == {"handled"}
    assert {row["status"] for row in outbox} == {"sent"} and all(row["sent_at"] for row in outbox)
    assert {row["inbound_id"] for row in outbox} == {row["id"] for row in inbound}
    assert [tried.id for tried in house.phones.tries] == [row["id"] for row in outbox]


async def test_sessions_close_with_their_end(house: House) -> None:
    resident = house.resident("telegram-lea")
    await propose(resident)
    await resident.tap("Oui")
    sessions = {row["dialogue"]: row for row in await house.rows(models.Session)}
    assert sessions["idea"]["state"] == "done"
    assert [row["dialogue"] for row in sessions.values() if row["position"] is not None] == []


async def test_a_consent_keeps_the_words_shown(house: House) -> None:
    resident = house.resident("telegram-lea")
    thanks = await propose(resident)
    await resident.tap("Oui")
    (consent,) = await house.rows(models.Consent)
    assert (consent["purpose"], consent["given"], consent["how"]) == ("questions", True, "answer")
    assert consent["wording"] and consent["wording"] in thanks[-1]
    assert consent["channel"] == "simulator"


async def test_a_correction_keeps_the_first_answer(house: House) -> None:
    resident = house.resident("sms-lea")
    await resident.play(*TEXTS["sms"][:-1], "2", "il n'y a pas de place pour les vélos", "ok")
    answers = [row for row in await house.rows(models.Answer) if row["step"] == "problem"]
    assert [row["text"] for row in answers] == [PROBLEM, "il n'y a pas de place pour les vélos"]
    assert answers[0]["replaced_at"] == answers[1]["at"] and answers[1]["replaced_at"] is None
    (version,) = await house.rows(models.IdeaVersion)
    assert (version["solution"], version["problem"]) == (SOLUTION, "il n'y a pas de place pour les vélos")


async def test_a_place_and_a_photo_are_kept(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.play(*TEXTS["telegram"][:6])
    await resident.share(Point(47.2184, -1.5536, "École Jean Moulin"))
    await resident.send(Attachment("photo-1", "image/jpeg", "ecole.jpg"))
    await resident.tap("Envoyer")
    (version,) = await house.rows(models.IdeaVersion)
    assert version["photos"] == ["photo-1"]
    assert (version["place"]["latitude"], version["place"]["longitude"]) == (47.2184, -1.5536)


async def test_a_consultation_is_answered(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.play("une idée", "Nos écoles en 2030", *WORDS, "Mobilité", "passer", "passer", "envoyer")
    (school,) = await house.rows(models.Consultation, models.Consultation.slug == "idees-ecole")
    (idea,) = await house.rows(models.Idea)
    assert idea["consultation_id"] == school["id"]
    answers = await resident.play(
        "non", "idée", "Nos écoles en 2030", *WORDS, "Mobilité", "passer", "passer", "envoyer"
    )
    assert idea["reference"] in " ".join(answers)
    assert len(await house.rows(models.Idea)) == 1


async def test_a_second_idea_hears_of_the_first(house: House) -> None:
    await propose(house.resident("sms-lea"))
    thanks = await propose(house.resident("telegram-sam"))
    assert "LIRE" in " ".join(thanks)
    references = [row["reference"] for row in await house.rows(models.Idea)]
    assert len(set(references)) == 2
    assert BENEFIT in [row["benefit"] for row in await house.rows(models.IdeaVersion)]
