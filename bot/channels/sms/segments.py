"""How many SMS parts does a text cost?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bot.channels.sms.alphabet import gsm_units, gsm_width, is_gsm, ucs2_units
from bot.channels.width import utf16_width

Encoding = Literal["GSM-7", "UCS-2"]

#: Units of a text alone, and of each part of a longer one, whose header takes the rest (norms §4).
SINGLE: dict[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}
JOINED: dict[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text costs as SMS."""

    encoding: Encoding
    #: 7-bit units or UTF-16 units, without what is left empty at the ends of parts
    units: int
    #: 0 for an empty text
    parts: int
    #: units that one part holds
    per_part: int
    #: units left in the last part
    remaining: int


def measure(text: str) -> Measure:
    """Return the encoding the text needs and what it fills; a character is never cut by the end of a part."""
    encoding: Encoding = "GSM-7" if is_gsm(text) else "UCS-2"
    width, size = _SCALES[encoding]
    units, room = width(text), SINGLE[encoding]
    if units <= room:
        return Measure(encoding, units, min(units, 1), room, room - units)
    room = JOINED[encoding]
    parts, filled = _pack(map(size, text), room) if units > len(text) else _pour(units, room)
    return Measure(encoding, units, parts, room, room - filled)


#: The width of a text, and of one character, in each encoding.
_SCALES: dict[Encoding, tuple[Callable[[str], int], Callable[[str], int]]] = {
    "GSM-7": (gsm_width, gsm_units),
    "UCS-2": (utf16_width, ucs2_units),
}


def _pour(units: int, room: int) -> tuple[int, int]:
    """Return the number of parts, and the units in the last one, when every character is one unit."""
    full, over = divmod(units, room)
    return (full + 1, over) if over else (full, room)


def _pack(sizes: Iterable[int], room: int) -> tuple[int, int]:
    """Return the same when some characters are two units."""
    parts, filled = 1, 0
    for size in sizes:
        filled += size
        if filled > room:
            parts, filled = parts + 1, size
    return parts, filled
