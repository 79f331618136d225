"""How does a person quote an idea? `VELO-7K2Q`: the theme, three characters or more, and one that checks them."""

from __future__ import annotations

import re
import secrets

#: 29 signs without those that are mistaken for one another (0 O, 1 I L, S 5, U V); a prime, so that the check
#: character finds every single wrong character and every two that changed places
ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXYZ"
BASE = len(ALPHABET)

#: characters of the shortest code, check character left out: 24,389 ideas before it grows
SHORTEST = 3

#: letters that name the theme
PREFIX_LENGTH = 4

#: a prime: neighbouring numbers get codes that do not look alike
_STRIDE = 7919

#: without a separator only four letters, or ID, are a theme: "HJWCY" is a code, not H and another code
_FORM = re.compile(r"(?:[A-Z]{1,4}[-\s]|[A-Z]{4}|ID)?([2-9A-Z]{4,8})")


def draw_code(length: int) -> str:
    """Return a code of so many signs that nobody guesses: `secrets`, asked once."""
    drawn = secrets.randbelow(BASE**length)
    return "".join(ALPHABET[drawn // BASE**place % BASE] for place in range(length))


def write_reference(number: int, theme: str = "") -> str:
    """Return the reference of the idea of this number (from 1); unique by number alone."""
    prefix = re.sub(r"[^A-Z]", "", theme.upper())[:PREFIX_LENGTH] or "ID"
    code = _code(number)
    return f"{prefix}-{code}{_check(code)}"


def read_reference(text: str) -> int | None:
    """Return the number behind a reference, however it is typed; None when it is not one, or mistyped."""
    match = _FORM.fullmatch(text.strip().upper().replace("–", "-"))
    code = match[1] if match else ""
    if len(code) <= SHORTEST or any(sign not in ALPHABET for sign in code) or _check(code[:-1]) != code[-1]:
        return None
    return _number(code[:-1])


def _code(number: int) -> str:
    length = SHORTEST
    first = 0
    while number - first >= BASE**length:
        first += BASE**length
        length += 1
    value = (number - first) * _STRIDE % BASE**length
    return "".join(ALPHABET[value // BASE**place % BASE] for place in reversed(range(length)))


def _number(code: str) -> int:
    value = 0
    for sign in code:
        value = value * BASE + ALPHABET.index(sign)
    size = int(BASE ** len(code))
    first = sum(int(BASE**length) for length in range(SHORTEST, len(code)))
    return value * pow(_STRIDE, -1, size) % size + first


def _check(code: str) -> str:
    """Return the sign that makes the weighted sum a multiple of 29 (weights 2, 3, 4… from the right)."""
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(reversed(code), start=2))
    return ALPHABET[-total % BASE]
