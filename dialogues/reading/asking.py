"""Is a message a question put to the service, beside the answer that it waits for?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogues.reading.fold import fold
from dialogues.reading.phrases import Words
from dialogues.reading.vocabulary import by_word, words

#: words of the longest question that is not an answer which only ends with a question mark
LONGEST = 10
#: characters of a text that are looked at: a longer one is no such question
LOOKED_AT = 100
#: question marks: the Latin one, the Arabic one
MARKS = ("?", "؟")


@dataclass(frozen=True, slots=True)
class Questions:
    """How one language asks; `topics` are whole messages that a sentence answers (`aside.<topic>`)."""

    topics: Mapping[str, str]
    #: one of these is in a topic that has no question mark: "c'est long" may be an answer
    interrogatives: Words
    openings: Words
    #: "pourquoi pas", "et si": an idea follows
    proposes: Words

    def topic(self, text: str, folded: str) -> str:
        """Return what a whole message asks about, "" when no sentence answers it; `folded` is the text, folded."""
        topic = self.topics.get(folded, "")
        is_asked = topic and (
            text.rstrip().endswith(MARKS) or not self.interrogatives.isdisjoint(folded.split(" "))
        )
        return topic if is_asked else ""

    def asks(self, text: str) -> bool:
        """Tell whether a text has the form of a question to the service: "c'est obligatoire ?"."""
        if len(text) > LOOKED_AT or not text.rstrip().endswith(MARKS):
            return False
        folded = fold(text)
        return (
            len(folded.split(" ")) <= LONGEST
            and not _begins(folded, self.proposes)
            and _begins(folded, self.openings)
        )


def load_questions(content: Mapping[str, Any]) -> Questions:
    """Return the questions of the section `asking`."""
    lists = (words(content[key]) for key in ("interrogatives", "openings", "proposes"))
    return Questions(by_word(content["topics"]), *lists)


def _begins(folded: str, phrases: Words) -> bool:
    return any(folded == phrase or folded.startswith(f"{phrase} ") for phrase in phrases)
