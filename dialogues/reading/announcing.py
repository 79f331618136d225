"""Does a message only announce an idea, what is it then about, and what of it says what to do?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogues.reading.expression import Expression
from dialogues.reading.fold import fold
from dialogues.reading.phrases import Words, after
from dialogues.reading.vocabulary import pattern, words

#: characters of the longest message that names what its idea is about, and no more
LONGEST = 80

#: characters of the longest label before a colon: "voici mon idée :"
LONGEST_LABEL = 40

#: a sign after which a message goes on: what follows tells more than a topic
_GOES_ON = re.compile(r"[,;:.!?…()\n/]\s*\w")


@dataclass(frozen=True, slots=True)
class Announcements:
    """How ideas are announced in one language."""

    #: a message without any of these announces none
    triggers: Words
    #: "je voudrais proposer de": an idea follows
    announces: Expression
    #: "un truc", "une idée": words that stand for an idea without telling it
    hollow: Expression
    #: "pour", "à propos de": after those, what the idea is about follows, or nothing
    subjects: Expression
    #: those that a topic follows: no "svp"
    about: Expression
    #: a whole topic with the words before it: "pour les vélos", not "pour attacher les vélos devant l'école"
    topics: Expression
    #: "mon idée, c'est": an idea follows, unless it begins with one of the `unless` ("quoi la suite")
    presents: Expression
    unless: Words
    #: "idée": what follows it and a colon is one, however long it is
    labels: Words

    def told(self, text: str) -> str:
        """Return the words of a message that say what to do, as they were written; "" when it only announces an idea."""
        told = self._after(text)
        if told is None:
            return text
        return "" if after(told, self.subjects) is not None else told

    def is_presented(self, text: str) -> bool:
        """Tell whether a message says "mon idée, c'est…" and what it is: it asks for no news of one."""
        if not self._may_announce(text) or "?" in text:
            return False
        rest = after(text, self.presents) or ""
        return bool(rest) and fold(rest).partition(" ")[0] not in self.unless

    def is_labelled(self, text: str) -> bool:
        """Tell whether a message says "idée :" and then what it is."""
        label, colon, told = text.partition(":")
        return bool(colon and told.strip()) and len(label) <= LONGEST_LABEL and fold(label) in self.labels

    def topic(self, text: str) -> str:
        """Return what the idea is about that a message announces without telling it, as written; else ""."""
        told = self._announced(text)
        return self._topic(told) if told else ""

    def is_bare(self, text: str) -> bool:
        """Tell whether a message announces an idea, and neither tells it nor what it is about."""
        told = self._announced(text)
        return told is not None and self._is_polite(told)

    def is_all(self, text: str) -> bool:
        """Tell whether a message announces an idea and does not tell it."""
        told = self._announced(text)
        return told is not None and (self._is_polite(told) or bool(self._topic(told)))

    def _topic(self, told: str) -> str:
        if _GOES_ON.search(told) or self.topics.fullmatch(fold(told)) is None:
            return ""
        return (after(told, self.about) or told).rstrip(" .!…")

    def _is_polite(self, told: str) -> bool:
        """Tell whether nothing is left after an announcement, or politeness."""
        folded = fold(told)
        if not folded:
            return True
        spoken_of = self.topics.fullmatch(folded) is not None or after(told, self.about) is not None
        return not spoken_of and after(told, self.subjects) is not None

    def _announced(self, text: str) -> str | None:
        return self._after(text) if self._may_announce(text) else None

    def _may_announce(self, text: str) -> bool:
        return len(text) <= LONGEST and not self.triggers.isdisjoint(fold(text).split(" "))

    def _after(self, text: str) -> str | None:
        """Return what follows "je voudrais proposer un truc"; None where a message does not begin so."""
        announced = after(text, self.announces)
        rest = text if announced is None else announced
        hollow = after(rest, self.hollow)
        return announced if hollow is None else hollow


def load_announcements(content: Mapping[str, Any]) -> Announcements:
    """Return the announcements of the section `proposal`: regular expressions over folded text, whole."""
    names = ("announces", "hollow", "subjects", "about", "topics", "presents")
    patterns = {name: pattern(content[name]) for name in names}
    triggers, unless, labels = (words(content[name]) for name in ("triggers", "unless", "labels"))
    return Announcements(triggers=triggers, unless=unless, labels=labels, **patterns)
