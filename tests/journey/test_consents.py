"""Does STOP stop, does START open again what it took, and does each leave its line in the ledger?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dialogues.inputs import Attachment
from storage import models
from tests.journey.broadcasting import NEWS, fates, said, send, tick
from tests.journey.house import House
from tests.journey.ideas import propose


async def ledger(house: House) -> list[tuple[str, bool]]:
    return [(row["purpose"], row["given"]) for row in await house.rows(models.Consent)]


async def stopped(house: House) -> Any:
    return (await house.rows(models.Participant))[0]["stopped_at"]


@pytest.mark.parametrize("word", ["STOP", "stop svp", "ne m'envoyez plus de messages"])
async def test_stop_is_confirmed_once(house: House, word: str) -> None:
    resident = house.resident()
    await resident.write("bonjour")
    (answer,) = await resident.write(word)
    (consent,) = await house.rows(models.Consent)
    assert (consent["purpose"], consent["given"], consent["how"]) == ("all", False, "keyword")
    # SMS are folded on their way: what is kept is what was said
    assert consent["wording"].startswith(answer[:30])
    assert await stopped(house) is not None


async def test_start_gives_back_what_stop_took(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.write("bonjour")
    await resident.tap("Oui")
    await resident.write("STOP")
    assert await house.service.database.read(lambda u: list(u.consents.current(_all(u)).values())) == [
        frozenset()
    ]
    await resident.write("START")
    now = await house.service.database.read(lambda u: list(u.consents.current(_all(u)).values()))
    assert now == [frozenset({"participation", "questions"})]
    assert await ledger(house) == [
        ("questions", True), ("all", False), ("participation", True), ("questions", True),
    ]  # fmt: skip
    assert await stopped(house) is None


async def test_news_reach_who_agreed_to_news(house: House) -> None:
    for name, answer in (("telegram-lea", "Oui"), ("telegram-sam", "Non")):
        resident = house.resident(name)
        await propose(resident)
        (agreed,) = await resident.tap("Oui")
        assert "ACTUS" in agreed
        await resident.write("ACTUS")
        await resident.tap(answer)
    await send(house, NEWS)
    await tick(house)
    assert await fates(house) == {"sent": 1, "excluded:consent": 1}
    assert "La piscine rouvre lundi." in said(house, "telegram-lea")[-1]


async def test_an_ordinary_word_opens_nothing(house: House) -> None:
    resident = house.resident()
    await resident.play("bonjour", "STOP", "une idée")
    assert await stopped(house) is not None
    assert await ledger(house) == [("all", False)]


async def test_stop_inside_a_sentence_is_an_idea(house: House) -> None:
    resident = house.resident()
    await resident.play("une idée", "stop aux pesticides dans les parcs de la ville")
    assert await ledger(house) == []
    answers = [row["text"] for row in await house.rows(models.Answer) if row["step"] == "solution"]
    assert answers == ["stop aux pesticides dans les parcs de la ville"]


async def test_stop_beats_an_open_idea(house: House) -> None:
    resident = house.resident()
    await resident.play("une idée", "des bancs à l'ombre, place du marché", "STOP")
    assert [row["text"] for row in await house.rows(models.Answer) if row["step"] == "problem"] == []
    assert await ledger(house) == [("all", False)]


async def test_the_language_is_switched_and_kept(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.play("une idée", "Idée libre", "des bancs à l'ombre, place du marché")
    (question,) = await resident.write("langue anglais")
    assert "What problem does it solve?" in question
    assert [row["language"] for row in await house.rows(models.Participant)] == ["en"]
    await house.restart()
    again = house.resident("telegram-lea", language="fr")
    (question,) = await again.write("old people have to stand there")
    assert question.startswith("3/3") and "What will" in question
    assert (await house.rows(models.Outbound))[-1]["language"] == "en"


@pytest.mark.parametrize(("hint", "word"), [("ar", "مرحبا"), ("pt-BR", "Olá"), ("de", "Bonjour")])
async def test_the_phone_s_language_is_a_hint(house: House, hint: str, word: str) -> None:
    resident = house.resident("telegram-lea", language=hint)
    await resident.write(word)
    expected = {"ar": "ar", "pt-BR": "pt", "de": "fr"}[hint]
    assert {row["language"] for row in await house.rows(models.Outbound)} == {expected}


def _all(unit: Any) -> list[str]:
    rows = unit.connection.exec_driver_sql("SELECT id FROM participants")
    return [row[0] for row in rows]


async def test_stop_under_one_photo_of_an_album(house: House) -> None:
    resident = house.resident("telegram-lea")
    await resident.write("je veux proposer une idée")
    photo = Attachment("telegram:AgAC", "image/jpeg")
    stop = replace(resident.message("stop"), attachments=(photo,))
    await resident.service.inbox.receive(stop)
    await resident.service.settle()
    assert resident.shown[-1]["text"].startswith("Vous ne recevrez plus de messages")
    assert await resident.send(photo) == []
    assert await resident.send(Attachment("telegram:AwAC", "audio/ogg")) != []
