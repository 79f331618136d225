"""What did a participant send by SMS or WhatsApp?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from math import isfinite

from bot.channels.message import Address, Happening, InboundMessage, Profile
from bot.channels.twilio.form import Fields
from bot.channels.twilio.numbers import WHATSAPP, read_address
from dialogues.inputs import Attachment, Point

#: First half of the address of a call that names nobody we can answer.
UNKNOWN = "twilio"
#: What stands before the address of a file that Twilio keeps; reading it takes the account's token.
REFERENCE = "twilio:"
#: Files of one message: MMS and WhatsApp both stop at 10.
MAX_ATTACHMENTS = 10
#: Kinds of files under which a person may write; others carry their own name instead.
_CAPTIONED = ("image/", "video/", "audio/")
_FILE_NAME = re.compile(r"[^\n]{1,200}\.\w{1,8}")


def parse(fields: Fields) -> InboundMessage:
    """Return the message of a form; one that cannot be understood is "unread". Never raises."""
    address = read_address(fields.get("From", ""))
    if address is None:
        return InboundMessage(Address(UNKNOWN, fields.get("From", "")), _id(fields), event="unread")
    text, attachments = _words_and_files(fields, address)
    return InboundMessage(
        address=address,
        provider_id=_id(fields),
        text=text,
        choice=fields.get("ButtonPayload") or fields.get("ListId") or None,
        point=_point(fields),
        attachments=attachments,
        profile=Profile(fields.get("ProfileName", "")),
        event=_happening(fields),
        detail=fields.get("OriginalRepliedMessageSid", ""),
    )


def _id(fields: Fields) -> str:
    """Return the message's name at Twilio; without one, the same fields still have the same name."""
    given = fields.get("MessageSid") or fields.get("SmsMessageSid") or fields.get("SmsSid")
    return given or sha256(repr(sorted(fields.items())).encode("utf-8", "replace")).hexdigest()


def _happening(fields: Fields) -> Happening:
    """Return "blocked" where Twilio's Advanced Opt-Out took a STOP word for its own and answered it.

    START stays a message: only the words themselves open consent again (norms §3).
    """
    return "blocked" if fields.get("OptOutType", "").upper() == "STOP" else "message"


def _words_and_files(fields: Fields, address: Address) -> tuple[str, tuple[Attachment, ...]]:
    """Return the text and the files; under a WhatsApp document the body is its name, not words."""
    body = fields.get("Body", "") or fields.get("ButtonText", "") or fields.get("ListTitle", "")
    files = tuple(_files(fields))
    if address.channel == WHATSAPP and files and _is_name(body, files[0].media_type):
        return "", (Attachment(files[0].reference, files[0].media_type, body), *files[1:])
    return body, files


def _is_name(body: str, media_type: str) -> bool:
    return not media_type.startswith(_CAPTIONED) and _FILE_NAME.fullmatch(body) is not None


def _files(fields: Fields) -> Iterator[Attachment]:
    for number in range(MAX_ATTACHMENTS):
        if url := fields.get(f"MediaUrl{number}"):
            yield Attachment(REFERENCE + url, fields.get(f"MediaContentType{number}", "").lower())


def _point(fields: Fields) -> Point | None:
    """Return the shared position, named as the app named it."""
    latitude, longitude = _degrees(fields, "Latitude", 90), _degrees(fields, "Longitude", 180)
    if latitude is None or longitude is None:
        return None
    return Point(latitude, longitude, fields.get("Label", "") or fields.get("Address", ""))


def _degrees(fields: Fields, name: str, most: int) -> float | None:
    try:
        degrees = float(fields[name])
    except (KeyError, ValueError):
        return None
    return degrees if isfinite(degrees) and -most <= degrees <= most else None
