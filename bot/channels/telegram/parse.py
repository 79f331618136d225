"""What happened, according to an update of the Bot API? Read tolerantly; no library's objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.channels.errors import BadPayload
from bot.channels.message import Address, Happening, InboundMessage, Profile
from bot.channels.telegram.fields import Fields, degrees, part, whole, words
from bot.channels.telegram.media import attachments
from dialogues.inputs import Point

#: Longest first name (Bot API) and language tag that are kept, in characters.
FIRST_NAME, LANGUAGE = 64, 35
#: Longest name of an album that is kept; those seen have 17 digits.
ALBUM = 64
#: Address of an update that names no chat.
NOWHERE = "unknown"
#: Largest `update_id` that is believed: 64 bits.
LARGEST_UPDATE = 2**63
#: A command as Telegram completes it, "/start@name_of_the_bot velo": in a private chat it has one addressee.
_ADDRESSED = re.compile(r"(/\w{1,32})@\w{3,32}(?!\S)", re.ASCII)
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")

#: What Telegram itself tells in a private chat: nobody wrote, so nobody is answered.
SERVICE = frozenset(
    "pinned_message message_auto_delete_timer_changed chat_background_set write_access_allowed connected_website "
    "passport_data users_shared chat_shared successful_payment refunded_payment gift unique_gift gift_upgrade_sent "
    "proximity_alert_triggered boost_added checklist_tasks_done checklist_tasks_added forum_topic_created "
    "forum_topic_edited forum_topic_closed forum_topic_reopened web_app_data migrate_from_chat_id".split()
)

#: Status of the bot in a private chat → what the person did.
_DOORS: Mapping[str, Happening] = {"kicked": "blocked", "left": "blocked", "member": "unblocked"}


def parse(update: object) -> InboundMessage:
    """Return what one update says. Raise BadPayload when it is not an object with an `update_id`.

    What is not for us (groups, channels, kinds nobody asked for) is of the event "unread".
    """
    if not isinstance(update, dict):
        raise BadPayload("an update is a JSON object")
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool) or abs(number) >= LARGEST_UPDATE:
        raise BadPayload("an update has a number, its update_id")
    provider_id = f"u{number}"
    for kind, read in KINDS.items():
        if fields := part(update, kind):
            return read(fields, provider_id)
    return _unread(next((value for value in update.values() if isinstance(value, dict)), {}), provider_id)


def _message(fields: Fields, provider_id: str, event: Happening = "message") -> InboundMessage:
    """Return a person's message; one without anything usable is empty, so that the question is asked again."""
    if moved := whole(fields, "migrate_to_chat_id"):
        return InboundMessage(_chat(fields), provider_id, event="moved", detail=str(moved))
    if not _is_private(fields) or SERVICE & fields.keys():
        return _unread(fields, provider_id)
    return InboundMessage(
        _chat(fields),
        provider_id,
        text=_text(fields),
        point=_point(fields),
        attachments=attachments(fields),
        contact=_own_number(fields),
        profile=_profile(fields),
        event=event,
        album=words(fields, "media_group_id", ALBUM),
    )


def _edited(fields: Fields, provider_id: str) -> InboundMessage:
    """Return what a message became; a live location is "edited" by walking, every few seconds: nobody wrote."""
    if "location" in fields:
        return _unread(fields, provider_id)
    return _message(fields, provider_id, "edited")


def _tapped(fields: Fields, provider_id: str) -> InboundMessage:
    """Return a tap: the option's value as the choice, the id that `answerCallbackQuery` wants as the detail."""
    under = part(fields, "message")
    query, person = words(fields, "id"), whole(part(fields, "from"), "id")
    address = _chat(under) if under else _address(person)
    if (under and not _is_private(under)) or address.value == NOWHERE:
        return InboundMessage(address, provider_id, event="unread", detail=query)
    choice = words(fields, "data") or None
    return InboundMessage(address, provider_id, choice=choice, profile=_profile(fields), detail=query)


def _door(fields: Fields, provider_id: str) -> InboundMessage:
    """Return that a person shut the door on the bot, or opened it."""
    event = _DOORS.get(words(part(fields, "new_chat_member"), "status"))
    if event is None or not _is_private(fields):
        return _unread(fields, provider_id)
    return InboundMessage(_chat(fields), provider_id, profile=_profile(fields), event=event)


def _unread(fields: Fields, provider_id: str) -> InboundMessage:
    return InboundMessage(_chat(fields), provider_id, event="unread")


def _text(fields: Fields) -> str:
    """Return the words, or those under a photo."""
    text = words(fields, "text") or words(fields, "caption")
    addressed = _ADDRESSED.match(text)
    return text if addressed is None else addressed[1] + text[addressed.end() :]


def _chat(fields: Fields) -> Address:
    return _address(whole(part(fields, "chat"), "id"))


def _address(number: int | None) -> Address:
    return Address("telegram", NOWHERE if number is None else str(number))


def _is_private(fields: Fields) -> bool:
    """Tell a chat with one person; groups and channels have negative numbers."""
    chat = part(fields, "chat")
    return (whole(chat, "id") or 0) > 0 and chat.get("type", "private") == "private"


def _profile(fields: Fields) -> Profile:
    person = part(fields, "from")
    language = words(person, "language_code")[:LANGUAGE]
    return Profile(words(person, "first_name", FIRST_NAME), language if _TAG.fullmatch(language) else "")


def _point(fields: Fields) -> Point | None:
    """Return a shared place, with its name when it is a venue."""
    venue = part(fields, "venue")
    place = part(venue, "location") or part(fields, "location")
    latitude, longitude = degrees(place, "latitude", 90), degrees(place, "longitude", 180)
    if latitude is None or longitude is None:
        return None
    return Point(latitude, longitude, words(venue, "title") or words(venue, "address"))


def _own_number(fields: Fields) -> str | None:
    """Return the phone number of the person who writes; anybody can share somebody else's."""
    contact, person = part(fields, "contact"), whole(part(fields, "from"), "id")
    if person is None or whole(contact, "user_id") != person:
        return None
    return words(contact, "phone_number") or None


#: Kinds of updates that are read, and asked for: `allowed_updates`.
KINDS: Mapping[str, Callable[[Fields, str], InboundMessage]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _tapped,
    "my_chat_member": _door,
}
