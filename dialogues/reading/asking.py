"""Is a message a question put to the service, beside the answer that it waits for?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogues.reading.expression import Expression
from dialogues.reading.fold import fold
from dialogues.reading.phrases import Words
from dialogues.reading.vocabulary import by_word, pattern, words

#: words of the longest question that is not an answer which only ends with a question mark
LONGEST = 10
#: words of the longest one of which a pattern is enough to tell what it asks
SHORT = 7
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
    #: whole messages in any spelling, by the sentence that answers them: they need no question mark
    forms: Mapping[str, Expression]
    #: a message without any of these words is of none of those forms
    triggers: Words
    #: "qui", "comment": first words of a question that has no mark
    firsts: Words

    def sentence(self, text: str, folded: str) -> str:
        """Return the key of the sentence that answers a whole message, "" when none does."""
        topic = self.topic(text, folded)
        tokens = folded.split(" ")
        if topic or len(tokens) > LONGEST or self.triggers.isdisjoint(tokens):
            return f"aside.{topic}" if topic else ""
        return next((key for key, form in self.forms.items() if form.fullmatch(folded)), "")

    def is_put(self, text: str, folded: str) -> bool:
        """Tell whether a short message has a question mark, or begins with a word that asks."""
        is_asked = folded.partition(" ")[0] in self.firsts or text.rstrip().endswith(MARKS)
        return is_asked and folded.count(" ") < SHORT and not _begins(folded, self.proposes)

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
    return Questions(
        topics=by_word(content["topics"]),
        interrogatives=words(content["interrogatives"]),
        openings=words(content["openings"]),
        proposes=words(content["proposes"]),
        forms={key: pattern(phrases) for key, phrases in content["forms"].items()},
        triggers=words(content["triggers"]),
        firsts=words(content["firsts"]),
    )


def _begins(folded: str, phrases: Words) -> bool:
    return any(folded == phrase or folded.startswith(f"{phrase} ") for phrase in phrases)
