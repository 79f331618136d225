"""Which characters can be stored, and which can be sent?"""

from __future__ import annotations

import re

#: Controls that no phone draws; line feed and tab stay.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

#: Signs that turn the direction of what follows, or close one that does (Unicode UAX 9): unseen, they make a text read
#: otherwise than it is written. LRM and RLM stay: they turn nothing but themselves.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def storable(text: str) -> str:
    """Return the text without what no database takes: NUL dropped, lone surrogates become U+FFFD."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", "")


def legible(text: str) -> str:
    """Return the text as it can be sent: storable, lines ended by line feeds, no controls, no blank ends."""
    lines = storable(text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", lines).strip()


def unturned(text: str) -> str:
    """Return what staff wrote without the signs that turn a direction: pasted with the text, nobody sees them."""
    return _TURNS.sub("", text)
