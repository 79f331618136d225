"""Does somebody only excuse themselves for writing? Who disturbs does not ask to be left in peace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogues.reading.phrases import Words
from dialogues.reading.vocabulary import pattern, words


@dataclass(frozen=True, slots=True)
class Courtesies:
    """How one language excuses itself: "excusez-moi de vous déranger"; folded."""

    #: last words of these messages
    ends: Words
    whole: re.Pattern[str]
    #: the same at the beginning of a message, up to the end of a word
    opening: re.Pattern[str]

    def are_all(self, folded: str) -> bool:
        """Tell whether the whole message is an excuse for writing."""
        return folded.rpartition(" ")[2] in self.ends and self.whole.fullmatch(folded) is not None

    def begin(self, folded: str) -> bool:
        """Tell whether a message excuses itself for coming, whatever follows."""
        excuse = self.opening.match(folded)
        return excuse is not None and excuse[0].rpartition(" ")[2] in self.ends


def load_courtesies(content: Mapping[str, Any]) -> Courtesies:
    """Return the excuses of the section `courtesies`: `whole` are regular expressions over folded text."""
    whole = pattern(content["whole"])
    return Courtesies(words(content["ends"]), whole, re.compile(f"(?:{whole.pattern})(?= |$)"))
