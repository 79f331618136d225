"""Does a whole message ask us to stop writing, in any language?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dialogues.reading.expression import Expression
from dialogues.reading.phrases import Words, strip
from dialogues.reading.vocabulary import LANGUAGES, pattern, read_file, words

#: A longer message says more than "stop"; it is read as words.
LONGEST = 120
#: Characters of the longest word written letter by letter: "S T O P".
SPACED = 16
#: Words a consultation's name may have: STOP bus-de-nuit.
LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Stops:
    """The words and phrases of norms §3; STOP works whatever language the participant speaks."""

    words: Words
    phrases: Expression
    #: a message without any of these words is no STOP
    triggers: Words
    #: "svp", "please", "gracias": around a STOP of any language
    polite: Words
    #: words that begin a sentence, not a name: "stop aux pesticides"
    openers: Words

    def read(self, folded: str) -> str | None:
        """Return "" to stop all, a name when the message is STOP and one, None otherwise.

        A name is a candidate, joined by hyphens: unless a consultation is called so, the message is no STOP.
        """
        if folded in self.words or (len(folded) <= SPACED and folded.replace(" ", "") in self.words):
            return ""
        if len(folded) > LONGEST or self.triggers.isdisjoint(folded.split(" ")):
            return None
        found = self._read_bare(folded)
        if found == "":
            return found
        bare = strip(folded, self.polite)
        return self._read_bare(bare) if bare != folded else found

    def _read_bare(self, folded: str) -> str | None:
        tokens = folded.split(" ")
        if tokens[0] in self.words and (tokens[0] == "stop" or self.words.issuperset(tokens)):
            return self._named(folded, tokens)
        return "" if self.phrases.fullmatch(folded) else None

    def _named(self, folded: str, tokens: list[str]) -> str | None:
        if self.words.issuperset(tokens) or self.phrases.fullmatch(folded):
            return ""
        name = tokens[1:]
        return "-".join(name) if len(name) <= LONGEST_NAME and name[0] not in self.openers else None


@cache
def load_stops() -> Stops:
    """Return the stops of every language there is, loaded once."""
    contents = [read_file(language) for language in LANGUAGES]
    stops = words(word for c in contents for word in c["stop"]["words"])
    return Stops(
        words=stops,
        triggers=stops | words(word for c in contents for word in c["stop"]["triggers"]),
        phrases=pattern(phrase for c in contents for phrase in c["stop"]["phrases"]),
        polite=words(word for c in contents for word in c["polite"]),
        openers=words(word for c in contents for word in c["function_words"]),
    )
