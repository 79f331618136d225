"""Who understands the free texts of a batch? A back end asked before its transaction, else the reader beside us."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.conversation.town import Town
from bot.nlu.territory_data import Named, Territory
from bot.nlu.thresholds import THRESHOLDS, Thresholds
from bot.nlu.understanding import Backend, Understanding
from dialogues.labels import spoken

log = structlog.get_logger()

#: Is told who read texts, and how many
Count = Callable[[str, int], None]


class Learner(Protocol):
    """Takes up the names of a territory."""

    def learn_names(self, territory: Mapping[str, Territory]) -> None:
        """Know these themes and places, by language."""


class Reader(Learner, Protocol):
    """Reads one text at once, without waiting for anything: it is asked inside the transaction."""

    @property
    def name(self) -> str:
        """What its thresholds go by."""

    def read(self, text: str, language: str) -> Understanding:
        """Return what is understood; nothing where the language is not, or not yet."""

    async def prepare(self) -> None:
        """Make ready; beside the service, which does not wait for it."""

    async def close(self) -> None:
        """Let go of what it holds."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text that may want to be understood, of a message that waits."""

    #: id of the message
    inbound: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood of a text, and how sure one must be of whoever said so."""

    understanding: Understanding
    thresholds: Thresholds


@dataclass(slots=True)
class Ear:
    """Understands free texts. `first` is asked before the turn; what it leaves, `reader` reads within."""

    reader: Reader
    first: Backend | None = None
    #: the same, as what knows the town's names
    learners: Sequence[Learner] = ()
    #: is told who read how many texts
    count: Count = lambda name, texts: None
    _town: Town | None = field(default=None, repr=False)
    #: set once `run` has made the reader ready
    _ready: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def attend(self, town: Town) -> None:
        """Take up the town's names when they have changed."""
        if town is not self._town:
            self._town = town
            territory = {language: _territory(town, language) for language in town.languages}
            for learner in (self.reader, *self.learners):
                learner.learn_names(territory)

    def read(self, text: str, language: str) -> Heard:
        """Read a text now."""
        self.count(self.reader.name, 1)
        return Heard(self.reader.read(text, language), THRESHOLDS[self.reader.name])

    async def ask(self, questions: Sequence[Question]) -> dict[int, Heard]:
        """Return what `first` understands, by message; it keeps its own limit of time, and may leave any of them."""
        by_language: dict[str, list[Question]] = defaultdict(list)
        for question in questions:
            by_language[question.language].append(question)
        parts = await asyncio.gather(*(self._ask(asked, lang) for lang, asked in by_language.items()))
        return {inbound: heard for part in parts for inbound, heard in part.items()}

    async def _ask(self, asked: Sequence[Question], language: str) -> dict[int, Heard]:
        assert self.first is not None
        try:
            understood = await self.first.understand([question.text for question in asked], language)
        except Exception:
            # whatever ails it, the reader beside us has the texts
            log.exception("understanding failed", kind=self.first.name, count=len(asked))
            return {}
        thresholds = THRESHOLDS[self.first.name]
        pairs = zip(asked, understood, strict=True)
        heard = {question.inbound: Heard(one, thresholds) for question, one in pairs if one.guesses}
        self.count(self.first.name, len(heard))
        return heard

    async def run(self, stopping: asyncio.Event) -> None:
        """Make the reader ready, or give up when told to stop."""
        preparing = asyncio.create_task(self.reader.prepare())
        waiting = asyncio.create_task(stopping.wait())
        await asyncio.wait((preparing, waiting), return_when=asyncio.FIRST_COMPLETED)
        self._ready.set()
        waiting.cancel()
        if not preparing.done():
            preparing.cancel()
        await asyncio.gather(preparing, waiting, return_exceptions=True)

    async def ready(self, seconds: float) -> None:
        """Return when the reader is ready, or gave up, or after so long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ready.wait(), seconds)

    async def close(self) -> None:
        """Let go of both."""
        if self.first is not None:
            await self.first.close()
        await self.reader.close()


class Unheard:
    """Understands nothing: where Rasa does not answer, the reader beside us has the text."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        """Name of the reader that has it."""
        return self._name

    async def understand(self, texts: Sequence[str], language: str) -> Sequence[Understanding]:
        """Leave every text."""
        return [Understanding()] * len(texts)

    async def close(self) -> None:
        """Hold nothing."""


def _territory(town: Town, language: str) -> Territory:
    first = town.phrasebook.default
    themes = (Named(t.slug, (spoken(t.labels, language, first), *t.keywords)) for t in town.themes)
    return Territory(tuple(themes), tuple(Named(d.slug, (d.name, *d.aliases)) for d in town.districts))
