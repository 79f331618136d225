"""What does the assistant say when it speaks first? Who writes, what about, and how to stop (norms §1)."""

from __future__ import annotations

from dataclasses import replace

from dialogues.session import Session
from dialogues.talk import Talk
from dialogues.view import View


def introduce(talk: Talk, dialogue: str) -> None:
    """Say who asks and what about; before that, that an assistant does, to whom it never was said."""
    if not talk.conversation.introduced:
        talk.conversation = replace(talk.conversation, introduced=True)
        talk.say("welcome.notice", apart=True)
    definition = talk.library.get(dialogue)
    view = View(definition, Session("", definition.name, definition.version), talk.circumstances)
    talk.say("broadcast.opening", title=view.say(definition.title))
