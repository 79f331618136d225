"""Which characters does GSM 03.38 have, and what does each cost?"""

from __future__ import annotations

#: The basic table (3GPP TS 23.038 §6.2.1), in the order of its codes; ESC (0x1B) is no character.
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
#: The extension table: ESC and a code, so two units each.
EXTENSION = "\f^{}\\[~]|€"

_ALL = frozenset(BASIC + EXTENSION)
_DOUBLE = frozenset(EXTENSION)


def is_gsm(text: str) -> bool:
    """Tell whether every character is in the basic or the extension table."""
    return _ALL.issuperset(text)


def gsm_width(text: str) -> int:
    """Return what a text of the tables costs, in 7-bit units."""
    return len(text) + sum(map(text.count, EXTENSION))


def gsm_units(char: str) -> int:
    """Return what a character of the tables costs, in 7-bit units."""
    return 2 if char in _DOUBLE else 1


def ucs2_units(char: str) -> int:
    """Return what any character costs, in 16-bit units; a surrogate pair is two."""
    return 2 if char > "\uffff" else 1
