"""What will residents see of a survey? Each step as a channel is told it, in its order, whatever the conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from dialogues.asking import ask
from dialogues.content import Capabilities, Message
from dialogues.definition import Ask, Definition, Say
from dialogues.inputs import Circumstances
from dialogues.session import Session
from dialogues.view import View


def preview(
    definition: Definition, can: Capabilities, language: str, now: datetime
) -> Iterator[tuple[str, Message]]:
    """Yield the id of each step and its message; of answers that a sentence quotes, only the place is shown."""
    view = View(
        definition,
        Session("preview", definition.name, definition.version),
        Circumstances(now, "preview", language, replace(can)),
    )
    for step in definition.steps:
        if isinstance(step, Say):
            yield step.id, Message(view.say(step.text))
        elif isinstance(step, Ask) and step.id != "_review":
            yield step.id, ask(step, view)[1].message
