"""How long is a text for providers, who count UTF-16 units and not characters?"""

from __future__ import annotations


def utf16_width(text: str) -> int:
    """Return the length in UTF-16 units: an emoji, a surrogate pair there, is two."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
