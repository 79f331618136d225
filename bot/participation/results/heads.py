"""What is a column of a file for people called, and what do its codes mean, in their language?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.shipped import read_shipped

_HEADS = Path(__file__).with_name("heads.yml")

#: whose words are given for want of others
USUAL = "fr"

#: kind → name → word
Heads = Mapping[str, Mapping[str, str]]


def heads_in(language: str) -> Heads:
    """Return the words of a language, else the French ones."""
    return _read()[language if speaks(language) else USUAL]


def speaks(language: str) -> bool:
    """Tell whether there are words in a language."""
    return language in _read()


@cache
def _read() -> Mapping[str, Heads]:
    found: Mapping[str, Heads] = read_shipped(_HEADS)
    return found
