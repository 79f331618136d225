"""Which updates does Telegram send? In the forms that its documentation gives."""

from __future__ import annotations

from typing import Any

PERSON: dict[str, Any] = {
    "id": 3527065,
    "is_bot": False,
    "first_name": "Léa",
    "username": "lea",
    "language_code": "fr",
}
CHAT: dict[str, Any] = {"id": 3527065, "first_name": "Léa", "username": "lea", "type": "private"}
GROUP: dict[str, Any] = {"id": -1001234567890, "title": "Quartier", "type": "supergroup"}
BOT: dict[str, Any] = {"id": 666, "is_bot": True, "first_name": "Saint-Exemple"}


def update(kind: str, number: int = 70, /, **fields: Any) -> dict[str, Any]:
    """Return an update of one kind."""
    return {"update_id": number, kind: fields}


def message(number: int = 70, kind: str = "message", **fields: Any) -> dict[str, Any]:
    """Return an update with a message in Léa's chat."""
    usual = {"message_id": 12, "from": PERSON, "chat": CHAT, "date": 1764000000}
    return update(kind, number, **{**usual, **fields})


def tap(data: str, number: int = 70, **fields: Any) -> dict[str, Any]:
    """Return an update with a tapped button."""
    under = {"message_id": 9, "from": BOT, "chat": CHAT, "date": 1764000000, "text": "D'accord ?"}
    usual = {
        "id": "4382bfdwdsb323b2d9",
        "from": PERSON,
        "message": under,
        "chat_instance": "-1",
        "data": data,
    }
    return update("callback_query", number, **{**usual, **fields})


def door(status: str, chat: dict[str, Any] = CHAT, before: str = "member") -> dict[str, Any]:
    """Return an update on the bot's place in a chat."""
    members: dict[str, Any] = {
        "from": PERSON,
        "old_chat_member": {"user": BOT, "status": before},
        "new_chat_member": {"user": BOT, "status": status},
    }
    return update("my_chat_member", chat=chat, date=1764000000, **members)


def size(name: str, width: int, height: int) -> dict[str, Any]:
    """Return one size of a photo."""
    return {"file_id": name, "file_unique_id": f"u{name}", "width": width, "height": height, "file_size": 9}
