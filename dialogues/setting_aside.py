"""Where does a photo or a place go that comes before it is asked for? To the step that will want it."""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.definition import Ask
from dialogues.events import Event
from dialogues.inputs import Json, Reply
from dialogues.questions.photo import PhotoQuestion
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


def things_of(reply: Reply, view: View, before: Mapping[str, Json]) -> dict[str, Json]:
    """Return the photos and places of a message, and those had before, each under the step that wants it."""
    things: dict[str, Json] = {}
    for kind, part in zip(_KINDS, _parts(reply), strict=True):
        wanting = _wanting(kind, view)
        if wanting is None:
            continue
        value = _read(wanting, part, view) if part else None
        if value is not None or wanting.id in before:
            things[wanting.id] = _joined(wanting, before.get(wanting.id), value)
    return things


def _parts(reply: Reply) -> tuple[Reply | None, Reply | None]:
    c = reply.circumstances
    photos = Reply(c, attachments=reply.attachments) if reply.attachments else None
    return photos, Reply(c, point=reply.point) if reply.point else None


def _wanting(kind: str, view: View) -> Ask | None:
    """Return the first step of this kind."""
    steps = view.definition.steps
    return next((step for step in steps if isinstance(step, Ask) and step.question.name == kind), None)


def _give(step: Ask, part: Reply, view: View, events: list[Event]) -> View:
    before, value = view.answer(step.id), _read(step, part, view)
    if value is None or (whole := _joined(step, before, value)) == before:
        return view
    return view.at(record(view, step, Answer(whole), events))


def _read(step: Ask, part: Reply, view: View) -> Json:
    """Return what the step takes of it, None for nothing: of an album, the photos it has room for."""
    if isinstance(step.question, PhotoQuestion):
        part = part._replace(attachments=step.question.usable(part.attachments))
    reading = step.question.read(part, view.scene())
    return reading.value if isinstance(reading, Accepted) else None


def _joined(step: Ask, before: Json, value: Json) -> Json:
    """Return the photos had so far with the new one: an album comes as so many messages."""
    if not isinstance(step.question, PhotoQuestion) or not isinstance(before, list):
        return before if value is None else value
    return [*before, *(value or ())][: step.question.maximum]
