"""Which look-ups does an input want, before the turn is taken? The caller fetches them all, then nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dialogues.conversation import Conversation
from dialogues.definition import Definition, Go, Library
from dialogues.inputs import Command, Input, Reply, Start
from dialogues.needs import lists_of
from dialogues.occasion import COMMAND_LENGTH, Occasion, looks_at_ideas, occasion_of
from dialogues.reading.fold import fold
from dialogues.reading.tongue import tongue_of

#: dialogues that a command word, or a message no question waits for, may open
_OPENED = ("welcome", "menu", "my_data", "similar", "language", "link", "news")

#: dialogues that words which are understood may open beside those
_GRANTED = ("unsure", "report", "human", "consent", "unsubscribe", "erase")

#: commands that are the waiting session's own affair; nobody wants anything of them where none waits
_INNER = frozenset({"skip", "wait"})

#: what a reply wants whose words may be a wish: an opinion of them (`Reply.opinion`)
UNDERSTANDING = "understanding"


def wanted(library: Library, conversation: Conversation, input: Input) -> frozenset[str]:
    """Return the names of the look-ups this input may need; more than are needed, never fewer."""
    needed, reply = _needed(library, conversation, input), words_of(input)
    if reply is None:
        return needed
    spoken = reply_in(tongue_of_turn(library, conversation, reply), reply)
    occasion = occasion_of(library, conversation, spoken)
    if occasion in (Occasion.ASIDE, Occasion.WISH):
        needed |= _started(library, (*_OPENED, *_GRANTED))
    return needed if occasion is Occasion.NONE else needed | {UNDERSTANDING}


def words_of(input: Input) -> Reply | None:
    """Return what may have to be understood: a reply, or what a message was changed into."""
    if isinstance(input, Command):
        return Reply(input.circumstances, input.argument) if input.name == "edited" else None
    return input if isinstance(input, Reply) else None


def tongue_of_turn(library: Library, conversation: Conversation, reply: Reply) -> str:
    """Return the language that the turn of a reply is taken in: a first message may show another one."""
    return conversation.language if conversation.introduced else tongue_of_words(library, conversation, reply)


def tongue_of_words(library: Library, conversation: Conversation, reply: Reply) -> str:
    """Return the language that a reply is understood in: the one that its words show, else the conversation's."""
    return tongue_of(reply.text, library.get("menu").lexicons) or conversation.language


def reply_in(language: str, reply: Reply) -> Reply:
    """Return a reply as it is taken in a language."""
    c = reply.circumstances
    return reply if c.language == language else reply._replace(circumstances=c._replace(language=language))


def _needed(library: Library, conversation: Conversation, input: Input) -> frozenset[str]:
    session = conversation.active
    here = _of_paused(library, conversation)
    yields = True
    if session is not None:
        definition = library.get(session.dialogue, session.version)
        here |= _within(library, definition, session.step)
        yields = definition.yields
        if definition.draft and looks_at_ideas(library, conversation.language, fold(_short(input))):
            here |= _started(library, ("my_ideas",))
    if isinstance(input, Start):
        return here | _started(library, (input.dialogue, "resume"))
    name = _command_of(library, conversation, input)
    if name == "restart" and session is not None:
        here |= _started(library, (session.dialogue,))
    if yields or not conversation.introduced or (name is not None and name not in _INNER):
        return here | _started(library, _OPENED)
    return here


def _of_paused(library: Library, conversation: Conversation) -> frozenset[str]:
    """Return what the session needs that an interlude is about: it may go on with it, or begin it anew."""
    under = conversation.beneath(conversation.active)
    found: frozenset[str] = frozenset()
    for paused in conversation.sessions:
        if paused.state == "paused":
            definition = library.get(paused.dialogue, paused.version)
            found |= lists_of(definition.steps)
            if paused is under:
                found |= definition.needs.get(paused.step, frozenset()) | _started(
                    library, (paused.dialogue,)
                )
    return found


def _command_of(library: Library, conversation: Conversation, input: Input) -> str | None:
    """Return the command that the input is, or of which it is the word; None of any other."""
    text = _short(input)
    if isinstance(input, Command) or not text:
        return input.name if isinstance(input, Command) else None
    menu = library.get("menu")
    language = conversation.language if conversation.language in menu.lexicons else menu.phrasebook.default
    found = menu.lexicons[language].command(fold(text))
    return found[0] if found is not None else None


def _short(input: Input) -> str:
    """Return what a message says that may be a command, "" of a longer one."""
    text = input.text if isinstance(input, Reply) else ""
    return text if len(text) <= COMMAND_LENGTH else ""


def _within(library: Library, definition: Definition, step: str | None) -> frozenset[str]:
    """Return what a dialogue may need from a step on, worked out once."""
    # "" is the name of no dialogue: what `_started` remembers is never meant
    return _once(
        library,
        ("", definition.name, definition.version, step or ""),
        lambda: definition.needs.get(step, frozenset()) | _handed_over(library, definition, set()),
    )


def _started(library: Library, names: tuple[str, ...]) -> frozenset[str]:
    """Return what dialogues may need that open now: the same for every message, so it is worked out once."""
    return _once(library, names, lambda: _look_ahead(library, names))


def _once(library: Library, key: tuple[str, ...], look: Callable[[], frozenset[str]]) -> frozenset[str]:
    known = library.ahead.get(key)
    if known is None:
        known = library.ahead[key] = look()
    return known


def _look_ahead(library: Library, names: Iterable[str]) -> frozenset[str]:
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
