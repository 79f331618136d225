"""Is a message, as a whole or from its beginning, one of those that are said in many forms: an excuse, "I go on tomorrow"?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogues.reading.expression import Expression
from dialogues.reading.phrases import Words
from dialogues.reading.vocabulary import pattern, words


@dataclass(frozen=True, slots=True)
class Sayings:
    """Sayings of one kind in one language; folded."""

    #: last words of these messages: most others end with none of them
    ends: Words
    whole: Expression
    #: the same at the beginning of a message, up to the end of a word
    opening: Expression

    def are_all(self, folded: str) -> bool:
        """Tell whether the whole message is one."""
        return folded.rpartition(" ")[2] in self.ends and self.whole.fullmatch(folded) is not None

    def after(self, folded: str) -> str | None:
        """Return what follows where a message begins with one, "" when it is all; None when it does not."""
        saying = self.opening.match(folded)
        if saying is None or saying[0].rpartition(" ")[2] not in self.ends:
            return None
        return folded[saying.end() :].strip()


def load_sayings(content: Mapping[str, Any]) -> Sayings:
    """Return the sayings of a section: `whole` are regular expressions over folded text, `ends` words."""
    whole = pattern(content["whole"])
    return Sayings(words(content["ends"]), whole, Expression(f"(?:{whole.pattern})(?= |$)"))
