"""Which words were typed, with commas or on lines of their own?"""

from __future__ import annotations

import re

from bot.console.settings.section import Faults

#: longest and most words of one field
LONGEST, MOST = 40, 60


def split_words(typed: str) -> list[str]:
    """Return the words, each once."""
    return list(dict.fromkeys(word.strip() for word in re.split(r"[,;\n]", typed) if word.strip()))


def check_words(name: str, words: list[str]) -> Faults:
    """Return what is wrong with the words of a field."""
    wrong = len(words) > MOST or any(len(word) > LONGEST for word in words)
    return {name: "keywords"} if wrong else {}
