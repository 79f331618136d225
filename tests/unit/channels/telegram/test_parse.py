"""Is every update of the Bot API read, and none of another form an accident?"""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.errors import BadPayload
from bot.channels.message import Address, InboundMessage, Profile
from bot.channels.telegram.parse import parse
from dialogues.inputs import Attachment, Point
from tests.unit.channels.telegram.updates import BOT, CHAT, GROUP, PERSON, door, message, size, tap, update

LEA = Address("telegram", "3527065")
WHO = Profile("Léa", "fr")
TOWN_HALL = {"latitude": 48.85, "longitude": 2.35}


def inbound(**fields: Any) -> InboundMessage:
    return InboundMessage(LEA, "u70", **{"profile": WHO, **fields})


#: Léa, with an app that says nonsense of its language
ODD: dict[str, Any] = {"from": {**PERSON, "language_code": "fr'; --"}}


def file(media_type: str, name: str = "", reference: str = "F") -> InboundMessage:
    return inbound(attachments=(Attachment(f"telegram:{reference}", media_type, name),))


#: What Telegram sends → what it says.
MESSAGES: dict[str, tuple[dict[str, Any], InboundMessage]] = {
    "text": (message(text="Bonjour"), inbound(text="Bonjour")),
    "deep link": (message(text="/start defi-velo"), inbound(text="/start defi-velo")),
    "command to the bot": (message(text="/start@palabre_bot defi-velo"), inbound(text="/start defi-velo")),
    "address in words": (message(text="/marie@mairie.fr"), inbound(text="/marie@mairie.fr")),
    "emoji and lines": (message(text="Oui 👍🏽\nmerci"), inbound(text="Oui 👍🏽\nmerci")),
    "caption": (message(caption="Le trou", sticker={}), inbound(text="Le trou")),
    "photo": (
        message(photo=[size("S", 90, 67), size("L", 1280, 960), size("M", 320, 240)], caption="Là"),
        inbound(text="Là", attachments=(Attachment("telegram:L", "image/jpeg"),)),
    ),
    "photo of an album": (
        message(photo=[size("S", 90, 67)], media_group_id="13578642"),
        inbound(attachments=(Attachment("telegram:S", "image/jpeg"),), album="13578642"),
    ),
    "document": (
        message(document={"file_id": "F", "file_name": "plan.pdf", "mime_type": "application/pdf"}),
        file("application/pdf", "plan.pdf"),
    ),
    "document without type": (message(document={"file_id": "F"}), file("application/octet-stream")),
    "voice": (message(voice={"file_id": "F", "duration": 3, "mime_type": "audio/ogg"}), file("audio/ogg")),
    "audio": (message(audio={"file_id": "F", "duration": 3}), file("audio/mpeg")),
    "video": (message(video={"file_id": "F", "mime_type": "video/quicktime"}), file("video/quicktime")),
    "round video": (message(video_note={"file_id": "F"}), file("video/mp4")),
    "animation, twice in the update": (
        message(animation={"file_id": "A"}, document={"file_id": "A", "mime_type": "video/mp4"}),
        file("video/mp4", reference="A"),
    ),
    "location": (message(location=TOWN_HALL), inbound(point=Point(48.85, 2.35))),
    "venue": (
        message(location=TOWN_HALL, venue={"location": TOWN_HALL, "title": "Mairie", "address": "1 rue"}),
        inbound(point=Point(48.85, 2.35, "Mairie")),
    ),
    "own contact": (
        message(contact={"phone_number": "+33612345678", "first_name": "Léa", "user_id": 3527065}),
        inbound(contact="+33612345678"),
    ),
    "somebody else's contact": (
        message(contact={"phone_number": "+33612345678", "first_name": "Sam", "user_id": 7}),
        inbound(),
    ),
    "contact of nobody": (message(contact={"phone_number": "+33612345678"}), inbound()),
    "sticker": (message(sticker={"file_id": "F", "emoji": "👍"}), inbound()),
    "poll": (message(poll={"id": "1", "question": "?"}), inbound()),
    "dice": (message(dice={"emoji": "🎲", "value": 3}), inbound()),
    "edited": (message(kind="edited_message", text="Bonsoir"), inbound(text="Bonsoir", event="edited")),
    "tap": (tap("idea:yes"), inbound(choice="idea:yes", detail="4382bfdwdsb323b2d9")),
    "tap under an old message": (
        tap("oui", message={"chat": CHAT, "message_id": 9, "date": 0}),
        inbound(choice="oui", detail="4382bfdwdsb323b2d9"),
    ),
    "tap on an inline message": (
        {
            "update_id": 70,
            "callback_query": {"id": "5", "from": PERSON, "data": "oui", "inline_message_id": "x"},
        },
        inbound(choice="oui", detail="5"),
    ),
    "tap of a game": (tap(""), inbound(detail="4382bfdwdsb323b2d9")),
    "blocked": (door("kicked"), inbound(event="blocked")),
    "unblocked": (door("member", before="kicked"), inbound(event="unblocked")),
    "NUL and half an emoji": (message(text="a\0b\ud83dc"), inbound(text="ab\ufffdc")),
    "no profile": (
        {"update_id": 70, "message": {"chat": CHAT, "text": "Oui"}},
        inbound(text="Oui", profile=Profile()),
    ),
    "strange language": (
        message(text="Oui", **ODD),
        inbound(text="Oui", profile=Profile("Léa")),
    ),
    "impossible place": (message(location={"latitude": 91, "longitude": 2.35}), inbound()),
    "half a place": (message(location={"latitude": 48.85}), inbound()),
    "a place made of words": (message(location={"latitude": "48", "longitude": True}), inbound()),
    "fields of other forms": (
        message(text=["a"], photo={"file_id": "F"}, document=3, contact="x"),
        inbound(),
    ),
    "photos that are none": (message(photo=[None, 3, {}]), inbound()),
    "a media type that is none": (
        message(document={"file_id": "F", "mime_type": "text/html; x=<script>"}),
        file("application/octet-stream"),
    ),
}

#: What is not for us → the chat that it names.
UNREAD: dict[str, tuple[dict[str, Any], str]] = {
    "group": (message(chat=GROUP, text="Bonjour"), "-1001234567890"),
    "tap in a group": (tap("oui", message={"chat": GROUP, "message_id": 9}), "-1001234567890"),
    "tap of nobody, nowhere": (update("callback_query", id="1", data="oui"), "unknown"),
    "bot put in a group": (door("member", GROUP), "-1001234567890"),
    "channel": (update("channel_post", chat={"id": -5, "type": "channel"}, text="Avis"), "-5"),
    "private chat turned odd": (door("administrator"), "3527065"),
    "a live location that moves": (message(kind="edited_message", location=TOWN_HALL), "3527065"),
    "pinned message": (message(pinned_message={"message_id": 3}), "3527065"),
    "timer of the chat": (
        message(message_auto_delete_timer_changed={"message_auto_delete_time": 86400}),
        "3527065",
    ),
    "inline query": (update("inline_query", id="1", query="vélo"), "unknown"),
    "kind of tomorrow": (update("hologram", shape="cube"), "unknown"),
    "nothing at all": ({"update_id": 70}, "unknown"),
    "message that is text": ({"update_id": 70, "message": "Bonjour"}, "unknown"),
    "huge chat": (message(chat={"id": 10**17, "type": "private"}, text="Oui"), "unknown"),
    "chat of words": (message(chat={"id": "3527065", "type": "private"}, text="Oui"), "unknown"),
    "chat that is true": (message(chat={"id": True, "type": "private"}, text="Oui"), "unknown"),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_an_update_says_what_a_person_did(name: str) -> None:
    given, expected = MESSAGES[name]
    assert parse(given) == expected


@pytest.mark.parametrize("name", UNREAD)
def test_what_is_not_for_us_is_unread(name: str) -> None:
    given, chat = UNREAD[name]
    found = parse(given)
    assert (found.event, found.address, found.provider_id) == ("unread", Address("telegram", chat), "u70")
    assert not (found.text or found.choice or found.attachments)


def test_a_group_that_moves_says_where() -> None:
    found = parse(message(chat={"id": -42, "type": "group"}, migrate_to_chat_id=-1001234567890))
    assert found.address == Address("telegram", "-42")
    assert (found.event, found.detail) == ("moved", "-1001234567890")


def test_a_tap_in_a_group_can_be_acknowledged() -> None:
    assert parse(tap("oui", message={"chat": GROUP, "message_id": 9})).detail == "4382bfdwdsb323b2d9"


def test_a_bot_is_not_taken_for_its_reader() -> None:
    under = {"message_id": 9, "from": BOT, "chat": CHAT}
    assert parse(tap("oui", message=under)).profile == WHO


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "update",
        7,
        {},
        {"update_id": "7"},
        {"update_id": None},
        {"update_id": True},
        {"update_id": 1e30},
        {"update_id": 10**400},
    ],
)
def test_what_is_no_update_is_refused(body: object) -> None:
    with pytest.raises(BadPayload):
        parse(body)
