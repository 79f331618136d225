"""Which one purpose does a message refuse, plainly and alone? Whatever is wider, or in doubt, is STOP (norms §3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dialogues.reading.expression import Expression
from dialogues.reading.phrases import Words, strip
from dialogues.reading.vocabulary import LANGUAGES, pattern, read_file, words

#: What one can be asked without the other (norms §1); to take part is what one does oneself.
PURPOSES = ("questions", "news")
#: A longer message says more than what it refuses.
LONGEST = 120


def refused_purpose(folded: str) -> str:
    """Return the purpose that a whole message of any language refuses, "" when it is none or more than one."""
    if len(folded) > LONGEST:
        return ""
    bare = strip(folded, _polite())
    return next((purpose for purpose, refusals in _refusals().items() if refusals.fullmatch(bare)), "")


@cache
def _polite() -> Words:
    files = map(read_file, LANGUAGES)
    return frozenset().union(*(words(content["polite"]) | words(content["greetings"]) for content in files))


@cache
def _refusals() -> Mapping[str, Expression]:
    contents = [read_file(language)["refusals"] for language in LANGUAGES]
    return {purpose: pattern(phrase for c in contents for phrase in c[purpose]) for purpose in PURPOSES}
