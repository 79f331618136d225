"""What would a resident live through? The draft played by the real engine, in memory: nothing is stored, nobody is written to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dialogues.asking import ask
from dialogues.composing import compose
from dialogues.content import Capabilities, Message
from dialogues.conversation import Conversation
from dialogues.definition import Ask, Definition, Library, Say
from dialogues.events import Event, Said
from dialogues.inputs import Attachment, Circumstances, Input, Point, Reply, Start
from dialogues.labels import spoken
from dialogues.session import Session
from dialogues.turn import take_turn
from dialogues.view import View

#: replies that are played again at most
MOST_REPLIES = 150

#: a picture that nobody took
PICTURE = Attachment("preview", "image/jpeg", "photo.jpg")


@dataclass(frozen=True, slots=True)
class Gesture:
    """What the pretend resident did: words, or a tap."""

    text: str = ""
    choice: str | None = None
    #: shared instead of words: "place" or "photo"
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn: what the resident did, None for the beginning, and what the service answered."""

    reply: Gesture | None
    messages: Sequence[Message]


@dataclass(frozen=True, slots=True)
class Stage:
    """On what a draft is played: the service's dialogues, what they know of the town, one channel and language."""

    library: Library
    definition: Definition
    title: Mapping[str, str]
    anonymous: bool
    known: Mapping[str, Any]
    now: datetime
    language: str = "fr"
    can: Capabilities = field(default_factory=Capabilities)
    place: Point = field(default_factory=lambda: Point(48.85, 2.35))


def play(stage: Stage, replies: Sequence[Gesture]) -> tuple[list[Exchange], str]:
    """Return every exchange from the beginning, and the question that waits at the end ("" once it is over)."""
    definition = stage.definition
    library = Library({**stage.library.latest, definition.name: definition}, stage.library.versions)
    talk = Conversation("preview", stage.language, introduced=True)
    start = Start(_circumstances(stage, 0), "survey", {"survey": definition.survey})
    talk, events = take_turn(library, talk, start)
    exchanges = [Exchange(None, _messages(events))]
    for place, reply in enumerate(replies[:MOST_REPLIES], start=1):
        talk, events = take_turn(library, talk, _input(stage, reply, place))
        exchanges.append(Exchange(reply, _messages(events)))
    active = talk.active
    waits = active.step or "" if active is not None and active.dialogue == definition.name else ""
    return exchanges, waits


def turns(stage: Stage) -> Iterator[tuple[str, Sequence[Message]]]:
    """Yield each question and all that is sent to put it, whatever the conditions; "" and the last words in the end."""
    (opening, *_), first = play(stage, ())
    yield first, opening.messages
    if not first:
        return
    view = View(
        stage.definition,
        Session("preview", stage.definition.name, stage.definition.version),
        _circumstances(stage, 0),
    )
    said: list[Event] = []
    for step in stage.definition.steps[stage.definition.places[first] + 1 :]:
        if isinstance(step, Say):
            said.append(Said(Message(view.say(step.text)), step.apart))
        elif isinstance(step, Ask) and step.id != "_review" and _can_ask(step, stage.can):
            yield step.id, _messages(compose([*said, ask(step, view)[1]]))
            said = []
    yield "", _messages(compose(said))


def _can_ask(step: Ask, can: Capabilities) -> bool:
    return can.media or step.question.name != "photo"


def _messages(events: Sequence[Event]) -> list[Message]:
    return [event.message for event in events if isinstance(event, Said)]


def _input(stage: Stage, reply: Gesture, place: int) -> Input:
    circumstances = _circumstances(stage, place)
    match reply.shared:
        case "place":
            return Reply(circumstances, point=stage.place)
        case "photo":
            return Reply(circumstances, attachments=(PICTURE,))
    return Reply(circumstances, reply.text, reply.choice)


def _circumstances(stage: Stage, place: int) -> Circumstances:
    """Return what the engine is told: the survey is open, to somebody who never answered it."""
    definition, language = stage.definition, stage.language
    usual = definition.phrasebook.default
    title = spoken(stage.title, language, usual)
    asked = sum(isinstance(step, Ask) and step.id != "_review" for step in definition.steps)
    length = definition.phrasebook.fill("survey.length", language, {"n": asked})
    standing = {
        "id": definition.survey, "title": title, "dialogue": definition.name, "anonymous": stage.anonymous,
        "length": length, "state": "open", "given": {},
    }  # fmt: skip
    shown = [{"id": definition.survey, "label": title}]
    surveys = {"my_surveys": [standing], "surveys": shown, "survey_slugs": [definition.survey]}
    return Circumstances(stage.now, f"p{place}", language, stage.can, {**stage.known, **surveys})
