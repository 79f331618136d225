"""How is a participant named to staff, who need no name? By twelve signs made of their id, which lead back to it."""

from __future__ import annotations

#: Crockford's 32 signs: none is mistaken for another
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: signs that are read as others
MISTAKEN = str.maketrans("OIL", "011")

#: hexadecimal digits of a UUID version 7 before its version, and after it
TIME, VERSION, CHANCE = 12, "7", 3

#: signs in all, and of each group
LENGTH, GROUP = 12, 4


def write_pseudonym(participant: str) -> str:
    """Return "K7QD-2M9X-PR4T"; what changes least comes last. An id of another form stays as it is."""
    digits = participant[:TIME] + participant[TIME + 1 : TIME + 1 + CHANCE]
    try:
        number = int(digits, 16)
    except ValueError:
        return participant
    signs = ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read_pseudonym(text: str) -> str:
    """Return what the id of the participant begins with; "" for what is no pseudonym."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum()).translate(MISTAKEN)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return ""
    number = 0
    for sign in reversed(signs):
        number = number * len(ALPHABET) + ALPHABET.index(sign)
    digits = f"{number:0{TIME + CHANCE}x}"
    return digits[:TIME] + VERSION + digits[TIME:]
