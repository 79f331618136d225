"""What does somebody ask about what is held of them: who reads it, why, for how long, and are they named?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dialogues.reading.expression import Expression
from dialogues.reading.vocabulary import LANGUAGES, pattern, read_file

#: What a sentence answers (`privacy.<topic>`), in the order in which a question is looked at.
TOPICS = ("anonymity", "readers", "origin", "use", "number", "duration")
#: A longer message tells more than it asks.
LONGEST = 120


def topic_of(folded: str, language: str) -> str:
    """Return what a question about one's data is about, "" when no sentence answers it."""
    if len(folded) > LONGEST:
        return ""
    patterns = _patterns(language if language in LANGUAGES else LANGUAGES[0])
    return next((topic for topic in TOPICS if patterns[topic].search(folded)), "")


@cache
def _patterns(language: str) -> Mapping[str, Expression]:
    content = read_file(language)["privacy"]
    return {topic: pattern(content[topic]) for topic in TOPICS}
