"""How is it asked what words are, that may be an answer or something else? They are kept, and two choices offered."""

from __future__ import annotations

from typing import Literal

from dialogues.content import Message, Option
from dialogues.definition import Ask
from dialogues.events import Said
from dialogues.payload import marked
from dialogues.session import Asked
from dialogues.titles import shorten
from dialogues.view import View
from dialogues.walk import Walked

#: what words may be: a correction of the answer before, a question to the service, the answer to a later question, or
#: the wish to leave
Doubt = Literal["fix", "question", "later", "leave"]

#: what each doubt offers
OFFERS: dict[Doubt, tuple[str, str]] = {
    "fix": ("fix", "answer"),
    "question": ("answer", "question"),
    "later": ("later", "choose"),
    "leave": ("answer", "leave"),
}

#: characters of what is quoted
QUOTED = 60


def offer(step: Ask, view: View, doubt: Doubt, words: str, *, before: str = "") -> Walked:
    """Keep the words and ask what they are; `before` is the answer that they may stand for."""
    options = tuple(Option(value, view.say(f"doubt.option.{value}")) for value in OFFERS[doubt])
    asked = view.session.asked or Asked()
    session = view.session.but(asked=Asked(options, asked.attempts, asked.draft, words))
    text = view.say(f"doubt.{doubt}", words=shorten(words, QUOTED), before=shorten(before, QUOTED))
    return session, [Said(Message(text, marked(session, step.id, options)))]


def doubt_of(asked: Asked) -> Doubt:
    """Return what is asked about the words that are held."""
    values = tuple(option.value for option in asked.options)
    return next(doubt for doubt, offered in OFFERS.items() if offered == values)
