"""Is an album answered once, whole, however its photos come?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from bot.channels.message import Address, InboundMessage
from bot.conversation.albums import PARTS, SETTLED
from dialogues.inputs import Attachment
from storage import models
from tests.journey.house import House
from tests.journey.resident import Resident

ADDRESS = Address("simulator", "telegram-lea")
KEPT = "C'est bien reçu, je le garde pour votre idée."
NUMBERS = count(1)


async def bring(house: House, album: str = "7", text: str = "", media_type: str = "image/jpeg") -> None:
    """Have one part of an album stored, as Telegram brings it."""
    number = next(NUMBERS)
    photo = Attachment(f"simulator:{number}", media_type)
    part = InboundMessage(ADDRESS, f"part-{number}", text, attachments=(photo,), album=album)
    await house.service.inbox.receive(part)


async def settle(house: House, ago: timedelta = SETTLED) -> None:
    """Have what waits be as old, and take its turns."""
    await house.change(models.Inbound, received_at=datetime.now(UTC) - ago)
    await house.service.settle()


def shown(house: House) -> list[str]:
    """Return what the phone shows, and forget it."""
    bubbles = [str(bubble["text"]) for bubble in house.phones.shown.pop(ADDRESS.value, [])]
    return [text.partition("\n")[0] for text in bubbles]


async def begin(house: House) -> Resident:
    """Have an idea begun: its solution is asked for."""
    resident = house.resident(ADDRESS.value)
    await resident.play("bonjour", "je veux proposer une idée")
    shown(house)
    return resident


async def photos(house: House) -> list[str]:
    """Return the photos that the draft has."""
    (answer,) = await house.rows(
        models.Answer, models.Answer.step == "photo", models.Answer.replaced_at.is_(None)
    )
    return [file["reference"] for file in answer["value"]]


async def test_an_album_is_answered_once(house: House) -> None:
    await begin(house)
    for _ in range(3):
        await bring(house)
    await settle(house)
    assert shown(house) == [KEPT]
    assert len(await photos(house)) == 3
    assert {row["status"] for row in await house.rows(models.Inbound)} == {"handled"}
    assert len(await house.rows(models.Medium)) == 3


async def test_more_of_an_album_is_waited_for(house: House) -> None:
    await begin(house)
    await bring(house)
    await house.service.settle()
    assert shown(house) == []
    await bring(house)
    await settle(house)
    assert shown(house) == [KEPT]


async def test_a_whole_album_waits_for_nothing(house: House) -> None:
    await begin(house)
    for _ in range(PARTS):
        await bring(house)
    await house.service.settle()
    assert shown(house) == [KEPT]
    assert len(await photos(house)) == 5


async def test_what_there_is_no_room_for_is_not_kept(house: House) -> None:
    await begin(house)
    for album in "12":
        for _ in range(PARTS):
            await bring(house, album)
    await settle(house)
    first, *rest = shown(house)
    assert first == KEPT and len(rest) == 1 and KEPT not in rest
    assert len(await photos(house)) == 5


async def test_a_clock_ahead_keeps_nobody_waiting(house: House) -> None:
    await begin(house)
    await bring(house)
    await settle(house, timedelta(hours=-1))
    assert shown(house) == [KEPT]


async def test_words_under_any_photo_are_heard(house: House) -> None:
    await begin(house)
    await bring(house)
    await bring(house, text="Des bancs devant la mairie")
    await settle(house)
    (said,) = shown(house)
    assert "Des bancs devant la mairie" in said
    assert len(await photos(house)) == 2


async def test_what_comes_late_adds_in_silence(house: House) -> None:
    await begin(house)
    await bring(house)
    await settle(house)
    shown(house)
    await bring(house)
    await settle(house)
    assert shown(house) == []
    assert len(await photos(house)) == 2
    await bring(house, text="Des bancs devant la mairie")
    await settle(house)
    (said,) = shown(house)
    assert "Des bancs devant la mairie" in said


async def test_two_albums_are_answered_twice(house: House) -> None:
    await begin(house)
    for album in "1122":
        await bring(house, album)
    await settle(house)
    assert shown(house) == [KEPT, KEPT]


async def test_a_film_among_photos_leaves_them(house: House) -> None:
    await begin(house)
    await bring(house)
    await bring(house, media_type="video/mp4")
    await settle(house)
    assert shown(house) == [KEPT]
    assert len(await photos(house)) == 1


async def test_a_film_after_a_photo_is_not_kept(house: House) -> None:
    resident = house.resident(ADDRESS.value)
    await resident.write("bonjour")
    assert KEPT in (await resident.send(Attachment("simulator:p", "image/jpeg")))[0]
    assert KEPT not in " ".join(await resident.send(Attachment("simulator:v", "video/mp4")))
    assert KEPT in (await resident.send(Attachment("simulator:q", "image/jpeg")))[0]
