"""What does the menu make of free words: one of its options, or what may be an idea?"""

from __future__ import annotations

from dialogues.content import Option
from dialogues.definition import Ask, Definition
from dialogues.inputs import Reply
from dialogues.questions.shape import Accepted
from dialogues.questions.text import LONGEST_TEXT
from dialogues.reading.choices import exact
from dialogues.reading.fold import fold
from dialogues.session import Session
from dialogues.talk import Talk
from dialogues.view import View, given_options

#: words it takes for a message that nobody recognised to be offered as an idea
IDEA_WORDS = 4


def _menu(talk: Talk) -> tuple[Ask, View, tuple[Option, ...]]:
    """Return the menu's question, as it would be put now."""
    menu: Definition = talk.library.get("menu")
    step = menu.step("menu")
    assert isinstance(step, Ask)
    view = View(menu, Session("", "menu", menu.version), talk.circumstances)
    return step, view, given_options(step, view)


def names_option(talk: Talk, folded: str) -> bool:
    """Tell whether a message is an option of the menu, word for word."""
    options = _menu(talk)[2] if folded else ()
    return any(folded == fold(name) for option in options for name in (option.label, *option.aliases))


def wish(talk: Talk, reply: Reply) -> str | None:
    """Return the dialogue that a free message asks for, "guess" for words that may be an idea, None otherwise."""
    step, view, options = _menu(talk)
    announces = talk.lexicon.announcements.is_all(reply.text)
    if announces and not exact(fold(reply.text), options, talk.lexicon):
        # "j'ai plein d'idées" is no look for news of "mes idées"
        return "idea"
    reading = step.question.read(reply, view.scene(options))
    if isinstance(reading, Accepted):
        return str(reading.value)
    if len(reply.text) > LONGEST_TEXT:
        return None
    return "guess" if len(fold(reply.text[:500]).split()) >= IDEA_WORDS else None
