"""Which command is a whole message, and what follows it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogues.reading.phrases import Words, strip
from dialogues.reading.sayings import Sayings, load_sayings
from dialogues.reading.stopping import Stops, load_stops
from dialogues.reading.tongue import tongue_asked
from dialogues.reading.vocabulary import LANGUAGES, by_word, read_file, words

#: A longer message is not a command; words.
LONGEST_COMMAND = 9
#: Commands that may be followed by something, and by how many words at most.
ARGUMENTS: Mapping[str, int] = {"language": 2, "start": 5, "read": 2, "link": 1}
#: Commands that "finalement" or "bon" may be said before.
STARTED = frozenset({"later", "wait", "back", "skip", "help", "menu", "restart"})
#: Signs of the code that joins two addresses of one person; one of them at least is a digit.
LINK_LENGTH = 8
#: Commands under their own names too: a bot's menu sends "/my_data" whatever the language.
NAMES = (
    "help",
    "back",
    "skip",
    "restart",
    "later",
    "wait",
    "menu",
    "language",
    "my_data",
    "erase",
    "start",
    "read",
    "news",
    "link",
    "raised_hand",
)


@dataclass(frozen=True, slots=True)
class Commands:
    """The words that are obeyed in one language; folded."""

    language: str
    #: command by word
    names: Mapping[str, str]
    polite: Words
    #: "finalement", "bon": before a word that is obeyed
    starters: Words
    #: first words of these
    begun: Words
    #: "je reprends demain"
    postponements: Sayings
    stops: Stops

    def read(self, folded: str) -> tuple[str, str] | None:
        """Return the command that the whole message is, with its argument ("" if none)."""
        name = self.names.get(folded)
        if name is not None:
            return name, ""
        stopped = self.stops.read(folded)
        if stopped is not None:
            return "stop", stopped
        if folded.count(" ") >= LONGEST_COMMAND:
            return None
        tongue = tongue_asked(folded)
        if tongue and tongue != self.language:
            return "language", tongue
        return self._polite_command(folded)

    def _polite_command(self, folded: str) -> tuple[str, str] | None:
        bare = strip(folded, self.polite)
        name = self.names.get(bare) or self._begun(bare)
        if name is None and self.postponements.are_all(bare):
            name = "later"
        return (name, "") if name is not None else self._argued(bare.split(" "))

    def _begun(self, bare: str) -> str | None:
        """Return the command that follows "finalement" or "bon", where it is one that is said so."""
        if bare.partition(" ")[0] not in self.begun:
            return None
        tokens = bare.split(" ")
        size = next((n for n in (2, 1) if " ".join(tokens[:n]) in self.starters), 0)
        name = self.names.get(" ".join(tokens[size:])) if size else None
        return name if name in STARTED else None

    def _argued(self, tokens: list[str]) -> tuple[str, str] | None:
        for size in range(min(3, len(tokens) - 1), 0, -1):
            name = self.names.get(" ".join(tokens[:size]))
            if name is not None and name in ARGUMENTS and self._suits(name, tokens[size:]):
                return name, (" " if name == "language" else "-").join(tokens[size:])
        return None

    def _suits(self, name: str, argument: list[str]) -> bool:
        if len(argument) > ARGUMENTS[name] or argument[0] in self.stops.openers:
            return False
        if name == "link" and len(argument[-1]) != LINK_LENGTH:
            return False
        return name not in ("read", "link") or any(c.isdigit() for c in argument[-1])


def load_commands(language: str, content: Mapping[str, Any]) -> Commands:
    """Return the language's own commands, and the ways out of a language one does not read."""
    own = {word: name for name in NAMES for word in words([name])}
    languages = [word for other in LANGUAGES for word in read_file(other)["commands"]["language"]]
    return Commands(
        language,
        {**own, **by_word({"language": languages}), **by_word(content["commands"])},
        words(content["polite"]),
        words(content["starters"]),
        frozenset(phrase.partition(" ")[0] for phrase in words(content["starters"])),
        load_sayings(content["postponements"]),
        load_stops(),
    )
