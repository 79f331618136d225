"""Is this the moment for a free text to be understood, and for what? An answer is never taken for a command."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from dialogues.conversation import Conversation
from dialogues.definition import Ask, Definition, Library
from dialogues.drafts import is_cold
from dialogues.inputs import Reply
from dialogues.questions.shape import Reading, Refused, Unclear
from dialogues.questions.text import LONGEST_TEXT
from dialogues.reading.fold import fold, is_blank
from dialogues.reading.lexicon import Lexicon
from dialogues.session import Asked, Session
from dialogues.view import View

#: longest message that may be a command word, in characters
COMMAND_LENGTH = 80

#: how much of a long message is searched for distress, in characters
DISTRESS_LENGTH = 500

#: words of the shortest sentence: "où en est mon idée" holds "ou", and is no answer to yes or no
SENTENCE = 4

#: words of the longest way to ask for one's ideas: "qu'est devenue mon idée"
NAMING = 6

#: question types whose answer is free text: anything may be an answer
OPEN = frozenset({"text", "location"})


class Occasion(StrEnum):
    """What a free text may be understood as, at the moment it comes."""

    #: nothing: the text is an answer, a tap, or a word that rules read
    NONE = "none"
    #: a cry for help only, and the text stays the answer that it is
    DANGER = "danger"
    #: a word aside, after which the question is put again
    ASIDE = "aside"
    #: any wish
    WISH = "wish"


def occasion_of(library: Library, conversation: Conversation, reply: Reply) -> Occasion:
    """Return what a reply may be understood as, in the language of its circumstances."""
    text = reply.text
    if reply.choice is not None or is_blank(text) or len(text) > LONGEST_TEXT:
        return Occasion.NONE
    lexicon = lexicon_of(library, reply.circumstances.language)
    folded = fold(text) if len(text) <= COMMAND_LENGTH else ""
    if folded and _is_ruled(lexicon, folded):
        return Occasion.NONE
    session = conversation.active
    if session is None or not conversation.introduced:
        return Occasion.WISH
    return _beside(library, session, reply, lexicon)


def lexicon_of(library: Library, language: str) -> Lexicon:
    """Return the words of a language, those of the first one where it has none."""
    menu = library.latest["menu"]
    return menu.lexicons.get(language) or menu.lexicons[menu.phrasebook.default]


def read_reply(definition: Definition, session: Session, step: Ask, reply: Reply) -> Reading:
    """Return what the waiting question makes of a reply."""
    view = View(definition, session, reply.circumstances)
    asked = session.asked or Asked()
    return step.question.read(reply, view.scene(asked.options, asked.draft))


def looks_at_ideas(library: Library, language: str, folded: str) -> bool:
    """Tell whether a message is "mes idées" or its like, which answers no question of an idea: they are told beside it."""
    if not 0 < folded.count(" ") < NAMING:
        return False
    menu = library.latest["menu"]
    return folded in _folded(menu.phrasebook.aliases("menu.menu.my_ideas", language))


@lru_cache(maxsize=64)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, names))


def takes_anything(step: Ask) -> bool:
    """Tell whether any words are an answer to a question, or kept for a later one."""
    return step.question.name in OPEN or bool(step.otherwise)


def _is_ruled(lexicon: Lexicon, folded: str) -> bool:
    """Tell whether rules read the message: a number, politeness, yes or no, a command, an idea announced."""
    announcements = lexicon.announcements
    if not announcements.triggers.isdisjoint(folded.split(" ")) and announcements.announces.fullmatch(folded):
        return True
    if folded.isdecimal() or lexicon.greets(folded) or lexicon.thanks(folded):
        return True
    if folded in lexicon.yes or folded in lexicon.no:
        return True
    command = lexicon.command(folded)
    # STOP and a name that no consultation has is not STOP
    return command is not None and not (command[0] == "stop" and command[1])


def _beside(library: Library, session: Session, reply: Reply, lexicon: Lexicon) -> Occasion:
    """Return what a reply may be beside an answer to the question that waits."""
    definition = library.get(session.dialogue, session.version)
    step = definition.step(session.step or "")
    if not isinstance(step, Ask) or is_cold(session, library, reply.circumstances.at):
        return Occasion.NONE
    if takes_anything(step):
        asks = lexicon.questions.asks(reply.text) or _calls(reply.text, lexicon)
        if asks and (definition.yields or definition.asides):
            return Occasion.ASIDE
        words = fold(reply.text[:DISTRESS_LENGTH]).split(" ")
        return Occasion.NONE if lexicon.danger_words.isdisjoint(words) else Occasion.DANGER
    bare = lexicon.without_politeness(fold(reply.text[:COMMAND_LENGTH]))
    if bare in lexicon.send:
        # "envoi ça stp" is no wish to be sent nothing
        return Occasion.NONE
    if not (definition.yields or definition.asides) or is_label(session, reply.text):
        return Occasion.NONE
    if not step.wishes and is_read(read_reply(definition, session, step, reply), reply):
        return Occasion.NONE
    return Occasion.WISH if definition.yields else Occasion.ASIDE


def _calls(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a whole message asks for a person: nobody's idea is to speak to someone."""
    return len(text) <= COMMAND_LENGTH and lexicon.calls.fullmatch(fold(text)) is not None


def is_read(reading: Reading, reply: Reply) -> bool:
    """Tell whether a question made something of a reply; options that a long sentence only brushes are nothing."""
    brushed = isinstance(reading, Unclear) and len(fold(reply.text[:DISTRESS_LENGTH]).split(" ")) >= SENTENCE
    return not (isinstance(reading, Refused) or brushed)


def is_label(session: Session, text: str) -> bool:
    """Tell whether a text is an option that is shown, word for word."""
    options = session.asked.options if session.asked else ()
    folded = fold(text[:COMMAND_LENGTH])
    return any(folded == fold(name) for option in options for name in (option.label, *option.aliases))
