"""What does a button carry, and which option does it mean when it comes back?

Providers bound what a button carries (64 bytes on Telegram). A value that is too long travels as
`#<number>.<checksum of the value>`: the checksum keeps an old button from choosing in a newer list.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from dialogues.content import Option

#: What starts a carried number; values that start with it travel as numbers too.
MARK = "#"


def carry(value: str, number: int, limit: int) -> str:
    """Return what an option's button carries, in at most `limit` UTF-8 bytes; numbers are from 1."""
    if value and not value.startswith(MARK) and len(_bytes(value)) <= limit:
        return value
    return _token(value, number)


def restore(choice: str, options: Sequence[Option]) -> str:
    """Return the value that a button shown with these options meant; what is not found stays as it is."""
    if not choice.startswith(MARK):
        return choice
    tokens = {_token(option.value, number): option.value for number, option in enumerate(options, 1)}
    return tokens.get(choice, choice)


def _token(value: str, number: int) -> str:
    return f"{MARK}{number}.{crc32(_bytes(value)):08x}"


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")
