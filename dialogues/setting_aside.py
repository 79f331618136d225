"""Where does a photo or a place go that comes before it is asked for? To the step that will want it."""

from __future__ import annotations

from dataclasses import replace

from dialogues.definition import Ask
from dialogues.events import Event
from dialogues.inputs import Reply
from dialogues.questions.shape import Accepted
from dialogues.session import Answer
from dialogues.view import View
from dialogues.walk import record

#: question types that take what a participant may send at any moment
_KINDS = ("photo", "location")


def set_aside(step: Ask, view: View, reply: Reply) -> tuple[View, list[Event]]:
    """Give what the waiting question does not want to the later step that does; nothing is lost."""
    events: list[Event] = []
    if not (reply.attachments or reply.point):
        return view, events
    for kind, part in zip(_KINDS, _parts(reply), strict=True):
        wanting = _wanting(kind, view)
        if part is not None and wanting is not None and step.question.name != kind:
            view = _give(wanting, part, view, events)
    return view, events


def _parts(reply: Reply) -> tuple[Reply | None, Reply | None]:
    c = reply.circumstances
    photos = Reply(c, attachments=reply.attachments) if reply.attachments else None
    return photos, Reply(c, point=reply.point) if reply.point else None


def _wanting(kind: str, view: View) -> Ask | None:
    """Return the first step of this kind."""
    steps = view.definition.steps
    return next((step for step in steps if isinstance(step, Ask) and step.question.name == kind), None)


def _give(step: Ask, part: Reply, view: View, events: list[Event]) -> View:
    reading = step.question.read(part, view.scene())
    if not isinstance(reading, Accepted):
        return view
    return replace(view, session=record(view, step, Answer(reading.value), events))
