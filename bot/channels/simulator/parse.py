"""What did a pretend resident do on the simulator's page?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.errors import BadAddress, BadPayload
from bot.channels.legibility import storable
from bot.channels.message import Address, InboundMessage, Profile
from bot.channels.simulator.address import read_address
from dialogues.inputs import Attachment, Point

#: Files of one message: as many as an album holds on Telegram.
MAX_ATTACHMENTS = 10


def parse(payload: object) -> InboundMessage:
    """Return the message of a posted JSON value. Raise BadPayload, with one sentence on what is wrong.

    `address` and `id` are required; `text`, `choice`, `point`, `attachments`, `contact`, `first_name` and
    `language` may be absent or null. Unknown keys are passed over.
    """
    fields = _mapping(payload, "the message")
    return InboundMessage(
        address=_address(fields),
        provider_id=_words(fields, "id") or _missing("id"),
        text=_words(fields, "text"),
        choice=_words(fields, "choice") or None,
        point=_point(fields.get("point")),
        attachments=_attachments(fields.get("attachments")),
        contact=_words(fields, "contact") or None,
        profile=Profile(_words(fields, "first_name"), _words(fields, "language")),
    )


def _address(fields: Mapping[str, Any]) -> Address:
    try:
        return read_address(_words(fields, "address") or _missing("address"))
    except BadAddress as error:
        raise BadPayload(str(error)) from None


def _mapping(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadPayload(f"{what} must be a JSON object")
    return value


def _missing(name: str) -> str:
    raise BadPayload(f"{name} is missing")


def _words(fields: Mapping[str, Any], name: str) -> str:
    """Return a text field; absent and null are empty, a number is its digits."""
    match fields.get(name):
        case None:
            return ""
        case str(words):
            return storable(words)
        case int(number) if not isinstance(number, bool):
            return str(number)
        case _:
            raise BadPayload(f"{name} must be text")


def _point(value: object) -> Point | None:
    if value is None:
        return None
    fields = _mapping(value, "point")
    latitude, longitude = _degrees(fields, "latitude", 90), _degrees(fields, "longitude", 180)
    return Point(latitude, longitude, _words(fields, "name"))


def _degrees(fields: Mapping[str, Any], name: str, most: int) -> float:
    match fields.get(name):
        case int(value) | float(value) if not isinstance(value, bool) and -most <= value <= most:
            return float(value)
        case _:
            raise BadPayload(f"point.{name} must be a number from -{most} to {most}")


def _attachments(value: object) -> tuple[Attachment, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MAX_ATTACHMENTS:
        raise BadPayload(f"attachments must be a list of at most {MAX_ATTACHMENTS} files")
    return tuple(_attachment(_mapping(item, "an attachment")) for item in value)


def _attachment(fields: Mapping[str, Any]) -> Attachment:
    reference = _words(fields, "reference") or _missing("attachment.reference")
    return Attachment(reference, _words(fields, "media_type"), _words(fields, "name"))
