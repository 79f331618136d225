"""How long is a text for providers, who count UTF-16 units and not characters?"""

from __future__ import annotations

#: Characters above take two UTF-16 units: emoji, mostly.
_LAST_SINGLE = "\uffff"


def utf16_width(text: str) -> int:
    """Return the length in UTF-16 units."""
    if text.isascii():
        return len(text)
    return len(text) + sum(char > _LAST_SINGLE for char in text)
