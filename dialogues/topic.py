"""What is done where an idea is asked for, and announced with its topic instead of being told?"""

from __future__ import annotations

from dialogues.asking import ask_whole
from dialogues.definition import Ask
from dialogues.inputs import Reply
from dialogues.view import View
from dialogues.walk import Walked


def topic_of(step: Ask, view: View, text: str) -> str:
    """Return the topic of an idea that a text announces, where one is asked for; "" elsewhere, and at its second time."""
    if not _wanting(step, view):
        return ""
    draft = view.session.asked.draft if view.session.asked is not None else None
    topic = view.lexicon().announcements.topic(f"{draft} {text}" if draft else text)
    return "" if topic == view.session.found.get("topic") else topic


def take_up(step: Ask, view: View, reply: Reply, topic: str) -> Walked:
    """Keep a topic, and put the question again in a sentence that names it."""
    before = view.session.found
    hint = " ".join(filter(None, (before.get("hint"), reply.text)))
    session = view.session.but(found={**before, "hint": hint, "topic": topic})
    session, said = ask_whole(step, view.at(session), view.say(_wanting(step, view), topic=topic))
    return session, [said]


def _wanting(step: Ask, view: View) -> str:
    """Return the sentence that takes up a topic; a question before the idea keeps free words for it."""
    later = view.definition.step(step.otherwise["words"]) if step.otherwise and not step.topic else step
    return later.topic if isinstance(later, Ask) else ""
