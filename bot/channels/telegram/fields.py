"""What does a field of an update hold, when it is there and of the right form?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.legibility import storable

Fields = Mapping[str, Any]

#: Ids have at most 52 significant bits (Bot API, User.id); a larger number is no id.
LARGEST_ID = 2**52
_NONE: Fields = {}


def part(fields: Fields, name: str) -> Fields:
    """Return an object, empty when it is missing or of another form."""
    value = fields.get(name)
    return value if isinstance(value, dict) else _NONE


def words(fields: Fields, name: str, most: int | None = None) -> str:
    """Return a text, storable, cut at `most` characters; empty when it is missing or of another form."""
    value = fields.get(name)
    return storable(value)[:most] if isinstance(value, str) else ""


def whole(fields: Fields, name: str) -> int | None:
    """Return an id or a count; None when it is missing, of another form or impossibly large."""
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and -LARGEST_ID <= value <= LARGEST_ID:
        return value
    return None


def degrees(fields: Fields, name: str, most: int) -> float | None:
    """Return an angle of at most `most` degrees; None when it is missing or no such angle."""
    value = fields.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most:
        return float(value)
    return None
