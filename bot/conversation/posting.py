"""How do messages look as JSON, in the inbox and the outbox? Written and read back equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.channels.message import Address, InboundMessage, Profile
from dialogues.content import Message, Option
from dialogues.inputs import Attachment, Point


def inbound_to_json(message: InboundMessage) -> dict[str, Any]:
    """Return the message's payload; its address and provider id have columns of their own."""
    return {
        "text": message.text,
        "choice": message.choice,
        "point": asdict(message.point) if message.point else None,
        "attachments": [asdict(attachment) for attachment in message.attachments],
        "contact": message.contact,
        "first_name": message.profile.first_name,
        "language": message.profile.language,
        "event": message.event,
        "detail": message.detail,
        "album": message.album,
    }


def inbound_from_json(
    channel: str, address: str, provider_id: str, payload: Mapping[str, Any]
) -> InboundMessage:
    """Return the message that `inbound_to_json` gave."""
    return InboundMessage(
        Address(channel, address),
        provider_id,
        payload.get("text") or "",
        payload.get("choice"),
        Point(**payload["point"]) if payload.get("point") else None,
        tuple(Attachment(**attachment) for attachment in payload.get("attachments") or ()),
        payload.get("contact"),
        Profile(payload.get("first_name") or "", payload.get("language") or ""),
        payload.get("event") or "message",
        payload.get("detail") or "",
        payload.get("album") or "",
    )


def message_to_json(message: Message) -> dict[str, Any]:
    """Return a message to a participant as the outbox keeps it."""
    options = [[option.value, option.label] for option in message.options]
    return {"text": message.text, "options": options, "wants": message.wants}


def message_from_json(content: Mapping[str, Any]) -> Message:
    """Return the message that `message_to_json` gave."""
    options = tuple(Option(value, label) for value, label in content.get("options") or ())
    return Message(content.get("text") or "", options, content.get("wants"))
