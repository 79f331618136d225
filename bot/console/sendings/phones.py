"""How does a sending look on a phone of each channel, and what does it cost there?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from bot.channels.message import Address, OutboundMessage
from bot.channels.simulator.address import NAME, Style
from bot.console.desk import Desk
from bot.participation.broadcasts.announcement import compose
from bot.participation.surveys.preview import preview as steps_of
from dialogues.content import Message
from dialogues.definition import Ask, Definition
from dialogues.loader import restore_definition
from dialogues.reading.lexicon import load_lexicons
from storage.surveys import Survey
from storage.unit import Unit

STYLES: tuple[Style, ...] = get_args(Style)


@dataclass(frozen=True, slots=True)
class Phone:
    """One pretend phone."""

    style: Style
    #: as the simulator's page draws them
    bubbles: Sequence[Mapping[str, Any]]

    @property
    def parts(self) -> int:
        """SMS parts; 0 where nothing is counted."""
        return sum(bubble["sms"]["parts"] for bubble in self.bubbles if bubble["sms"])


def styles(desk: Desk) -> Sequence[Style]:
    """Return the channels that are set up; all of them where only the simulator is."""
    there = [style for style in STYLES if style in desk.sending.channels]
    return there or STYLES


def show_text(desk: Desk, texts: Mapping[str, str], language: str, now: datetime) -> list[Phone]:
    """Return an announcement on each phone, to whoever knows the assistant."""
    room = desk.room()
    said = compose(texts, language, True, room.phrasebook, room.town.known(language, now))
    return [_draw(desk, style, [Message(said)], language) for style in styles(desk)]


def show_survey(unit: Unit, desk: Desk, survey: Survey, language: str, now: datetime) -> list[Phone]:
    """Return how a survey opens on each phone: who asks, and the first question."""
    stored = unit.definitions.get(survey.dialogue, survey.version)
    if stored is None:
        return []
    room = desk.room()
    definition = restore_definition(stored.source, room.phrasebook, load_lexicons(room.languages))
    title = survey.title.get(language) or next(iter(survey.title.values()), survey.slug)
    town = room.town.known(language, now)
    drawn = []
    for style in styles(desk):
        can = desk.simulator.capabilities(_address(style))
        opening = room.phrasebook.say("broadcast.opening", language, brief=can.brief, title=title, **town)
        first = list(_first(definition, style, desk, language, now))
        drawn.append(_draw(desk, style, [Message(opening), *first], language))
    return drawn


def _first(
    definition: Definition, style: Style, desk: Desk, language: str, now: datetime
) -> Iterator[Message]:
    """Yield what is said until the first answer."""
    can = desk.simulator.capabilities(_address(style))
    asked = {step.id for step in definition.steps if isinstance(step, Ask)}
    for step, message in steps_of(definition, can, language, now):
        yield message
        if step in asked:
            return


def _draw(desk: Desk, style: Style, messages: Sequence[Message], language: str) -> Phone:
    calls = [
        call.to_json()["bubbles"]
        for message in messages
        for call in desk.simulator.render(OutboundMessage(0, _address(style), message, language))
    ]
    return Phone(style, [bubble for bubbles in calls for bubble in bubbles])


def _address(style: Style) -> Address:
    return Address(NAME, f"{style}-apercu")
