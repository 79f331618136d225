"""Which way does a language run, and which of a channel's own words are in it?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError

Direction = Literal["ltr", "rtl"]

#: The language that every table of words has.
FALLBACK = "fr"


@lru_cache(maxsize=64)
def direction(language: str) -> Direction:
    """Return the way a language is written (CLDR, through Babel); an unknown one runs left to right."""
    try:
        order = Locale.parse(language.replace("-", "_")).character_order
    except (ValueError, UnknownLocaleError):
        return "ltr"
    return "rtl" if order == "right-to-left" else "ltr"


def pick(words: Mapping[str, str], language: str) -> str:
    """Return the word in this language ("pt-BR" reads "pt"), else in French."""
    base = language.replace("_", "-").split("-")[0].lower()
    return words.get(base, words[FALLBACK])
