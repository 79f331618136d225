"""Which look-ups does an input want, before the turn is taken? The caller fetches them all, then nothing more."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.conversation import Conversation
from dialogues.definition import Definition, Go, Library
from dialogues.inputs import Command, Input, Start

#: dialogues that a command word, or a message no question waits for, may open
_OPENED = ("welcome", "menu", "my_data", "similar", "language")


def wanted(library: Library, conversation: Conversation, input: Input) -> frozenset[str]:
    """Return the names of the look-ups this input may need; more than are needed, never fewer."""
    session = conversation.active
    here: frozenset[str] = frozenset()
    yields = True
    if session is not None:
        definition = library.get(session.dialogue, session.version)
        here = definition.needs.get(session.step, here) | _handed_over(library, definition, set())
        yields = definition.yields
    if isinstance(input, Start):
        return here | _started(library, (input.dialogue,))
    if yields or isinstance(input, Command) or _short(input):
        return here | _started(library, _OPENED)
    return here


def _short(input: Input) -> bool:
    """Tell whether the message may be a command word: those are short."""
    text = getattr(input, "text", "")
    return 0 < len(text) <= COMMAND_LENGTH and text.count(" ") < COMMAND_WORDS


#: longest message that may be a command word, in characters and blanks
COMMAND_LENGTH, COMMAND_WORDS = 80, 10


def _started(library: Library, names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    seen: set[str] = set()
    for name in names:
        if name in library.latest and name not in seen:
            seen.add(name)
            definition = library.get(name)
            found |= definition.needs.get(None, frozenset()) | _handed_over(library, definition, seen)
    return frozenset(found)


def _handed_over(library: Library, definition: Definition, seen: set[str]) -> frozenset[str]:
    """Return what the dialogues need that this one may hand over to."""
    targets = {step.dialogue for step in definition.steps if isinstance(step, Go)}
    found: set[str] = set()
    for name in targets - seen:
        seen.add(name)
        following = library.latest.get(name)
        if following is not None:
            found |= following.needs.get(None, frozenset()) | _handed_over(library, following, seen)
    return frozenset(found)
