"""Does a short message tell of a danger that is there now: a live wire, gas, somebody who breathes no more?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dialogues.reading.expression import Expression
from dialogues.reading.phrases import Words
from dialogues.reading.vocabulary import LANGUAGES, pattern, read_file, words

#: words of the longest cry: a longer message tells a story
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Hazards:
    """How one language tells of dangers; folded."""

    #: a message without any of these words tells of none
    triggers: Words
    scenes: Expression
    #: words of who tells of the past, of what happens often, or of what should be done
    calm: Words

    def tells(self, folded: str) -> bool:
        """Tell whether a message is of a danger that is there now."""
        tokens = folded.split(" ")
        if self.triggers.isdisjoint(tokens) or len(tokens) > LONGEST or not self.calm.isdisjoint(tokens):
            return False
        return self.scenes.search(folded) is not None


def load_hazards(content: Mapping[str, Any]) -> Hazards:
    """Return the dangers of the section `hazards`: `scenes` are regular expressions over folded text."""
    return Hazards(words(content["triggers"]), pattern(content["scenes"]), words(content["calm"]))


@cache
def load_alarming() -> Words:
    """Return the words of every language without one of which no message tells of danger or distress."""
    contents = [read_file(language) for language in LANGUAGES]
    parts = [content[part]["triggers"] for content in contents for part in ("distress", "hazards")]
    return words(word for triggers in parts for word in triggers)
