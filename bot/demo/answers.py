"""What did the invented town answer to its survey? Played through the real turns, once, many people at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels.message import Address, InboundMessage, Profile
from bot.conversation.room import Room
from bot.conversation.turn import handle_batch
from bot.demo.people import PAUSE, QUESTIONS, address_of, asked, at_the_time, deliver, store
from bot.participation.surveys.form import read_form
from bot.participation.surveys.framing import compile_form
from bot.participation.surveys.keeping import keep, open_survey
from bot.shipped import read_shipped
from dialogues.loader import load_phrasebook
from dialogues.reading.lexicon import load_lexicons
from storage.database import Database
from storage.unit import Unit

SURVEY, ANSWERS = Path(__file__).with_name("market.yml"), Path(__file__).with_name("answers.yml")

#: what the survey is called, and what the poster says to write
SURVEY_NAME = "marche"

#: days ago on which the survey was opened
OPENED = 14

#: number of the first of these people: those of people.yml come before
FIRST = 100

#: the first words, after which it is asked whether they want to be written to, and the step that waits for anything
HELLO, MENU = "bonjour", "menu"

#: what passes a question, by the language of who writes
PASSES = {"fr": "Passer", "en": "SKIP"}

#: the question after which who gives no answer has left
LEFT = "mark"


async def settle_survey(database: Database, languages: Sequence[str], timezone: ZoneInfo) -> None:
    """Open the survey of the invented town, unless one is stored already."""
    form, lined = read_form(SURVEY.name, SURVEY.read_text(encoding="utf-8"))
    definition = compile_form(form, load_phrasebook(languages=languages), load_lexicons(languages), lined)
    then = datetime.now(UTC) - timedelta(days=OPENED)

    def settle(unit: Unit) -> None:
        if not unit.surveys.all():
            keep(unit, form, definition, then, timezone)
            open_survey(unit, form.survey, then)

    await database.transact(settle)


async def settle_answers(database: Database, room: Room) -> None:
    """Let the invented residents answer, unless somebody has answered a survey here already."""
    now = datetime.now(UTC)
    await database.transact(partial(_settle, room=room, now=now))


def _settle(unit: Unit, room: Room, now: datetime) -> None:
    survey = unit.surveys.by_slug(SURVEY_NAME)
    if survey is None or unit.responses.of_survey(survey.id):
        return
    people = read_shipped(ANSWERS)["answers"]
    numbered = [(person, address_of(person["phone"], FIRST + rank)) for rank, person in enumerate(people)]
    for days in sorted({person["days"] for person in people}, reverse=True):
        of_day = [(person, address) for person, address in numbered if person["days"] == days]
        _play_day(unit, room, of_day, now - timedelta(days=days))
    deliver(unit, now)


def _play_day(
    unit: Unit, room: Room, people: Sequence[tuple[Mapping[str, Any], Address]], began: datetime
) -> None:
    """Let the people of one day write side by side: a message of each is one batch."""
    lines: list[str | None] = [HELLO] * len(people)
    for turn in range(QUESTIONS):
        at = began + turn * PAUSE
        past = at_the_time(unit, at)
        for (person, address), line in zip(people, lines, strict=True):
            if line is not None:
                profile = Profile(person["name"], person.get("language", "fr"))
                store(
                    past, InboundMessage(address, f"demo-{address.value}-{turn}", line, profile=profile), at
                )
        handle_batch(past, room, at, len(people), [])
        steps = asked(unit, [address for _, address in people])
        lines = [
            _answer(person, step, line) for (person, _), step, line in zip(people, steps, lines, strict=True)
        ]


def _answer(person: Mapping[str, Any], step: str | None, before: str | None) -> str | None:
    """Return what a resident writes next, None once they are done, or leave."""
    if step in (None, MENU):
        return SURVEY_NAME if before in (HELLO, person["questions"]) else None
    if step in person and before is not None:
        return str(person[step])
    return None if step == LEFT or before is None else PASSES[person.get("language", "fr")]
