"""Which surveys run now? Read anew when staff change one; their dialogues, and versions in use, are compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog

from dialogues.conversation import Conversation
from dialogues.definition import Ask, Definition, Library
from dialogues.errors import DialogueError
from dialogues.labels import spoken
from dialogues.loader import restore_definition
from dialogues.phrasebook import Phrasebook
from dialogues.reading.lexicon import load_lexicons
from storage.surveys import Stamp, Survey
from storage.unit import Unit

#: name and version of a dialogue
Edition = tuple[str, str]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Told:
    """What every dialogue knows of the surveys at one time, by the language and the usual one."""

    surveys: tuple[Survey, ...]
    at: datetime
    by_language: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extended:
    """A library, and what it is with the surveys."""

    surveys: tuple[Survey, ...]
    library: Library
    whole: Library


@dataclass(slots=True)
class Shelf:
    """The surveys of this territory, as they were when one was changed last."""

    surveys: tuple[Survey, ...] = ()
    _stamp: Stamp | None = None
    #: None: a version that this release cannot read
    _compiled: dict[Edition, Definition | None] = field(default_factory=dict)
    _by_dialogue: dict[str, Survey] = field(default_factory=dict)
    #: what follows from the surveys, as they were when it was found: two threads read here
    _known: Told | None = None
    _extended: Extended | None = None

    def refresh(self, unit: Unit) -> None:
        """Read the surveys again if one was added or changed since."""
        stamp = unit.surveys.stamp()
        if stamp != self._stamp:
            self.surveys, self._stamp = tuple(unit.surveys.shown()), stamp
            self._by_dialogue = {survey.dialogue: survey for survey in self.surveys}

    def extend(
        self, unit: Unit, library: Library, phrasebook: Phrasebook, conversations: Iterable[Conversation]
    ) -> Library:
        """Return the library with the surveys, and with every version that these conversations stand in."""
        library = self._with_surveys(unit, library, phrasebook)
        standing = {(s.dialogue, s.version) for one in conversations for s in one.sessions}
        missing = standing - library.versions.keys() - {(d.name, d.version) for d in library.latest.values()}
        found = {edition: self._compile(unit, edition, phrasebook) for edition in missing}
        others = {edition: d for edition, d in found.items() if d is not None}
        return Library(library.latest, {**library.versions, **others}) if others else library

    def _with_surveys(self, unit: Unit, library: Library, phrasebook: Phrasebook) -> Library:
        known, surveys = self._extended, self.surveys
        if known is None or known.library is not library or known.surveys is not surveys:
            editions = [(s.dialogue, s.version) for s in surveys]
            found = {edition: self._compile(unit, edition, phrasebook) for edition in editions}
            read = {edition: d for edition, d in found.items() if d is not None}
            current = {name: d for (name, _), d in read.items()}
            whole = Library({**library.latest, **current}, {**library.versions, **read}) if read else library
            known = self._extended = Extended(surveys, library, whole)
        return known.whole

    def _compile(self, unit: Unit, edition: Edition, phrasebook: Phrasebook) -> Definition | None:
        if edition not in self._compiled:
            stored = unit.definitions.get(*edition)
            try:
                lexicons = load_lexicons(phrasebook.entries)
                read = restore_definition(stored.source, phrasebook, lexicons) if stored else None
                self._compiled[edition] = read
            except (DialogueError, KeyError, TypeError):
                log.exception("version unreadable", dialogue=edition[0])
                self._compiled[edition] = None
        return self._compiled[edition]

    def known(self, language: str, usual: str, now: datetime) -> dict[str, Any]:
        """Return what every dialogue may know of the surveys."""
        known, surveys = self._known, self.surveys
        if known is None or known.at != now or known.surveys is not surveys:
            known = self._known = Told(surveys, now)
        if (language, usual) not in known.by_language:
            known.by_language[language, usual] = _tell(surveys, language, usual, now)
        return known.by_language[language, usual]

    def by_dialogue(self, dialogue: str) -> Survey | None:
        """Return the survey that a dialogue asks."""
        return self._by_dialogue.get(dialogue)

    def length(self, survey: Survey) -> int:
        """Return how many questions a survey asks at most; 0 for one that cannot be read."""
        definition = self._compiled.get((survey.dialogue, survey.version))
        asked = definition.steps if definition is not None else ()
        return sum(isinstance(step, Ask) and step.id != "_review" for step in asked)

    def questions(self, survey: Survey) -> Mapping[str, Ask]:
        """Return the questions of the version that new sessions begin with, by id."""
        definition = self._compiled.get((survey.dialogue, survey.version))
        asked = definition.steps if definition is not None else ()
        return {step.id: step for step in asked if isinstance(step, Ask) and step.id != "_review"}


def _tell(surveys: Sequence[Survey], language: str, usual: str, now: datetime) -> dict[str, Any]:
    if not surveys:
        return {}
    taking = [survey for survey in surveys if survey.takes_answers(now)]
    shown = [{"id": s.slug, "label": spoken(s.title, language, usual)} for s in taking]
    only = {"only_survey": taking[0].slug} if len(taking) == 1 else {}
    return {"surveys": shown, "survey_slugs": [survey.slug for survey in surveys], **only}
