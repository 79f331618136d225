"""In which language is a short first message, when there is no doubt?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dialogues.reading.fold import fold

if TYPE_CHECKING:
    from dialogues.reading.lexicon import Lexicon

#: The language whose words are never taken for another's: residents read it first.
FIRST = "fr"
#: Signs that are looked at; a language shows itself from the start.
LOOKED_AT = 160
#: Words of the longest greeting.
LONGEST_GREETING = 4
#: Letters of Arabic script, as folded texts have them.
ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
LATIN = re.compile("[a-z]")


def tongue_of(folded_or_raw: str, lexicons: Mapping[str, Lexicon]) -> str | None:
    """Return the language of these lexicons that the message is in; never French, None when in doubt.

    It is Arabic by its letters, another by a greeting alone, or by one and words that are its own.
    """
    folded = fold(folded_or_raw[:LOOKED_AT])
    if not folded.isascii() and _is_arabic(folded):
        return "ar" if "ar" in lexicons else None
    first = folded.partition(" ")[0]
    for lexicon in lexicons.values():  # no two languages share a greeting
        if first in lexicon.greeters and _speaks(folded.split(" "), lexicon, lexicons.get(FIRST)):
            return lexicon.language
    return None


def _is_arabic(folded: str) -> bool:
    letters = len(ARABIC.findall(folded))
    return letters > len(LATIN.findall(folded))


def _speaks(tokens: list[str], lexicon: Lexicon, first: Lexicon | None) -> bool:
    """Tell whether it is a greeting, or one before words of the language and none of French."""
    sizes = range(min(LONGEST_GREETING, len(tokens)), 0, -1)
    size = next((size for size in sizes if " ".join(tokens[:size]) in lexicon.unmistakable), 0)
    rest = tokens[size:]
    if not size or not rest:
        # "hello" alone is French too
        return bool(size) and (first is None or " ".join(tokens) not in first.greetings)
    return not lexicon.tells.isdisjoint(rest) and (first is None or first.tells.isdisjoint(rest))
