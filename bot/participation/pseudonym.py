"""How is a participant named to staff, who need no name? By twelve signs made of their id, which lead back to it."""

from __future__ import annotations

#: Crockford's 32 signs: none is mistaken for another
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: signs that are read as others
MISTAKEN = str.maketrans("OIL", "011")

#: hexadecimal digits of a UUID version 7 that hold its millisecond, and the first one that counts here (1 January 2020)
TIME, EPOCH = 12, 1_577_836_800_000

#: bits of a pseudonym for the millisecond, up to 2089, and for the end of the id: many people can come in one millisecond,
#: and what stands between is the same for all of them
TIMED, CHANCE = 41, 19

#: signs in all, and of each group
LENGTH, GROUP = 12, 4


def write_pseudonym(participant: str) -> str:
    """Return "K7QD-2M9X-PR4T"; what changes least comes last. An id of another form stays as it is."""
    try:
        time, whole = int(participant[:TIME], 16), int(participant, 16)
    except ValueError:
        return participant
    number = (time - EPOCH) % 2**TIMED * 2**CHANCE + whole % 2**CHANCE
    signs = ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read_pseudonym(text: str) -> str:
    """Return what the ids of whom it may name begin with, for `is_pseudonym`; "" for what is no pseudonym."""
    signs = _plain(text)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return ""
    number = 0
    for sign in reversed(signs):
        number = number * len(ALPHABET) + ALPHABET.index(sign)
    return f"{(number >> CHANCE) + EPOCH:0{TIME}x}"


def is_pseudonym(text: str, participant: str) -> bool:
    """Tell whether a text, however it is typed, names this participant."""
    return _plain(text) == _plain(write_pseudonym(participant))


def _plain(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum()).translate(MISTAKEN)
