"""What does somebody say who rereads the whole: that it is wrong, that something is missing, goodbye?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogues.reading.phrases import Words
from dialogues.reading.vocabulary import words


@dataclass(frozen=True, slots=True)
class Rereading:
    """How one language speaks of a text that is shown again before it is sent; every word folded."""

    #: whole messages that something is wrong, and not what
    wrong: Words
    #: words of who adds something: "aussi"
    additions: Words
    #: "en": between what is to change and what is to stand there
    into: Words
    #: first words of a judgement, which is nothing to put in the place of what it judges: "nul"
    judgements: Words
    #: whole messages of who goes, as if it were sent
    partings: Words

    def adds(self, folded: str) -> bool:
        """Tell whether a text says that it adds something."""
        return not self.additions.isdisjoint(folded.split(" "))

    def judges(self, folded: str) -> bool:
        """Tell whether words only say what a part is worth: "trop long"."""
        return folded.partition(" ")[0] in self.judgements


def load_rereading(content: Mapping[str, Any]) -> Rereading:
    """Return the words of the section `rereading`."""
    names = ("wrong", "additions", "into", "judgements", "partings")
    return Rereading(**{name: words(content[name]) for name in names})
