"""What is said to those who answered? How many they were, and what most chose; nothing that tells who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.errors import PalabreError
from bot.participation.broadcasts.draft import read_draft
from bot.scheduler.composing import TakenError, send
from bot.scheduler.desk import Desk
from bot.scheduler.previewing import reach
from dialogues.definition import Ask, Definition
from storage.answers import Answer
from storage.broadcast import Broadcast
from storage.surveys import Survey
from storage.unit import Unit

#: Fewest people of whom anything is told (norms §1).
FEWEST = 5


class Unthanked(PalabreError):
    """Nobody is thanked for this survey: the reason, in a word and in a sentence."""

    def __init__(self, why: Literal["anonymous", "few", "done", "nobody"], sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True, slots=True)
class Favourite:
    """What most people chose at the first question that has choices."""

    step: str
    value: str
    #: percent of those who answered it
    share: int


def favourite(definition: Definition, answers: Sequence[Answer]) -> Favourite | None:
    """Return what most chose; None when too few did, or as few others did not, or two are equal."""
    for step in definition.steps:
        if not isinstance(step, Ask) or not step.choices or step.question.name != "choice":
            continue
        counts = Counter(str(answer.value) for answer in answers if answer.step == step.id)
        (value, most), *others = counts.most_common(2) or [("", 0)]
        rest = counts.total() - most
        if most < FEWEST or 0 < rest < FEWEST or (others and others[0][1] == most):
            return None
        return Favourite(step.id, value, round(100 * most / counts.total()))
    return None


def thank(unit: Unit, desk: Desk, slug: str, by: str, now: datetime) -> Broadcast:
    """Send the thanks for a survey, by the ways of any broadcast; once. Raise Unthanked."""
    draft = draft_thanks(unit, desk, slug, now)
    sent = unit.broadcasts.by_slug(draft["broadcast"]) is not None
    if not sent and not reach(unit, desk, read_draft(draft, desk.known(unit, now)), now):
        raise Unthanked(
            "nobody",
            f"nobody who answered {slug} can be written to now: they never agreed, said STOP, or had a message today",
        )
    try:
        return send(unit, desk, draft, now, by, now)
    except TakenError as taken:
        raise Unthanked("done", f"who answered {slug} was thanked already") from taken


def draft_thanks(unit: Unit, desk: Desk, slug: str, now: datetime) -> dict[str, Any]:
    """Return the draft that thanks who answered a survey. Raise Unthanked, or PalabreError when there is none."""
    survey = unit.surveys.by_slug(slug)
    if survey is None:
        raise PalabreError(f"there is no survey {slug!r}: `palabre survey list`")
    if survey.anonymous:
        raise Unthanked(
            "anonymous",
            f"{slug} is anonymous: nobody knows who answered, so nobody can be thanked one by one",
        )
    answers = unit.responses.answers(survey.id)
    people = len({answer.participant_id for answer in answers if answer.participant_id})
    if people < FEWEST:
        raise Unthanked("few", f"{people} people answered {slug}: nothing is told of fewer than {FEWEST}")
    return {
        "broadcast": f"merci-{slug}"[:60].rstrip("-"),
        "message": _texts(unit, desk, survey, people, answers),
        "purpose": "questions",
        "segment": {"answered": slug},
    }


def _texts(
    unit: Unit, desk: Desk, survey: Survey, people: int, answers: Sequence[Answer]
) -> Mapping[str, str]:
    room = desk.room()
    room.shelf.refresh(unit)
    definition = room.shelf.extend(unit, room.library, room.phrasebook, ()).latest.get(survey.dialogue)
    found = favourite(definition, answers) if definition is not None else None
    texts = {}
    for language in room.languages:
        title = survey.title.get(language) or next(iter(survey.title.values()))
        if found is None or definition is None:
            texts[language] = room.say("broadcast.thanks.count", language, n=people, title=title)
        else:
            choice = _label(definition, found, language)
            said = {"n": people, "title": title, "share": found.share, "choice": choice}
            texts[language] = room.say("broadcast.thanks", language, **said)
    return texts


def _label(definition: Definition, found: Favourite, language: str) -> str:
    step = definition.step(found.step)
    assert isinstance(step, Ask)
    label = next((choice.label for choice in step.choices if choice.value == found.value), found.value)
    return definition.phrasebook.say(label, language) if definition.phrasebook.has(label) else label
