"""In which language is a short message, when there is no doubt?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from dialogues.reading.fold import fold
from dialogues.reading.phrases import Words
from dialogues.reading.sayings import Sayings, load_sayings
from dialogues.reading.vocabulary import LANGUAGES, read_file

if TYPE_CHECKING:
    from dialogues.reading.lexicon import Lexicon

#: The language whose words are never taken for another's, nor its names for it: residents read it first.
FIRST = "fr"
#: Signs that are looked at; a language shows itself from the start.
LOOKED_AT = 160
#: Words of the longest greeting.
LONGEST_GREETING = 4
#: Different words of its own that show a language, and how many more than any other's.
SHOWN, AHEAD = 2, 2
#: Letters of Arabic script, as folded texts have them.
ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
LATIN = re.compile("[a-z]")


def tongue_of(folded_or_raw: str, lexicons: Mapping[str, Lexicon]) -> str | None:
    """Return the language of these lexicons that the message is in, or asks for; None when in doubt, and French is in none.

    It is Arabic by its letters, another by a greeting alone, or by everyday words that no other language has.
    """
    folded = fold(folded_or_raw[:LOOKED_AT])
    if not folded.isascii() and _is_arabic(folded):
        return "ar" if "ar" in lexicons else None
    tokens = folded.split(" ")
    shown = sorted(((_shown(tokens, lexicon), name) for name, lexicon in lexicons.items()), reverse=True)
    (most, language), *others = shown
    if most >= SHOWN and all(most >= count + AHEAD for count, _ in others):
        return language if language != FIRST else None
    asked = tongue_asked(folded)
    return asked if asked in lexicons else _greeting(folded, lexicons)


def _shown(tokens: list[str], lexicon: Lexicon) -> int:
    """Return how many words show a language; a greeting counts as one."""
    count = len(lexicon.tells.intersection(tokens))
    if tokens[0] in lexicon.greeters:
        sizes = range(1, min(LONGEST_GREETING, len(tokens)) + 1)
        count += any(" ".join(tokens[:size]) in lexicon.unmistakable for size in sizes)
    return count


def _greeting(folded: str, lexicons: Mapping[str, Lexicon]) -> str | None:
    """Return the language of a message that is a greeting of it, and none of French: "hello" alone is French too."""
    if FIRST in lexicons and folded in lexicons[FIRST].greetings:
        return None
    # no two languages share a greeting
    return next((name for name, lexicon in lexicons.items() if folded in lexicon.unmistakable), None)


def _is_arabic(folded: str) -> bool:
    letters = len(ARABIC.findall(folded))
    return letters > len(LATIN.findall(folded))


def tongue_asked(folded: str) -> str:
    """Return the language that a whole message asks for in that language's own words: "english please"."""
    spoken, ends = _spoken()
    if folded.rpartition(" ")[2] not in ends:
        return ""
    return next((language for language, sayings in spoken.items() if sayings.are_all(folded)), "")


@cache
def _spoken() -> tuple[Mapping[str, Sayings], Words]:
    """Return how each language is asked for by those who speak it, and the last words of all that."""
    spoken = {language: load_sayings(read_file(language)["spoken"]) for language in LANGUAGES}
    return spoken, frozenset().union(*(sayings.ends for sayings in spoken.values()))
