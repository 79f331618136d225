"""Which one purpose does somebody name who wants to subscribe? Both, or none, and they are asked about each (norms §1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dialogues.reading.phrases import Words
from dialogues.reading.vocabulary import LANGUAGES, read_file, words


def named_purpose(folded: str) -> str:
    """Return the purpose that a message of any language names, "" when it is none or more than one."""
    said = frozenset(folded.split(" "))
    named = [purpose for purpose, names in _names().items() if not names.isdisjoint(said)]
    return named[0] if len(named) == 1 else ""


def without_purpose(folded: str, purpose: str) -> str:
    """Return a text without the words that name a purpose: "oui pour les questions" says yes."""
    names = _names().get(purpose, frozenset())
    return " ".join(word for word in folded.split(" ") if word not in names)


@cache
def _names() -> Mapping[str, Words]:
    contents = [read_file(language)["subscriptions"] for language in LANGUAGES]
    return {purpose: frozenset().union(*(words(c[purpose]) for c in contents)) for purpose in contents[0]}
