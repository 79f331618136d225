"""What shape does every question type have? Ask, read, show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar, NamedTuple, Protocol

from dialogues.content import Capabilities, Option, Wanted
from dialogues.inputs import Json, Reply
from dialogues.phrasebook import Phrasebook
from dialogues.reading.fold import fold
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.phrases import Words


class Scene(NamedTuple):
    """All that a question may look at, nothing else is within its reach; made at each question, hence a tuple."""

    language: str
    at: datetime
    capabilities: Capabilities
    phrasebook: Phrasebook
    #: words of the participant's language: yes, no, numbers, months…
    lexicon: Lexicon
    #: what was, or is to be, shown with the question, in order
    options: tuple[Option, ...] = ()
    #: a reply kept while one more sentence is asked for
    draft: str | None = None
    #: lists that the territory gave: districts, themes…
    known: Mapping[str, Json] = MappingProxyType({})

    def say(self, key: str, **params: Json) -> str:
        """Return the sentence of a message key in the participant's language and the channel's length."""
        return self.phrasebook.say(key, self.language, brief=self.capabilities.brief, **params)

    def has_none(self, text: str) -> bool:
        """Tell whether a reply says that there is none of what is asked."""
        words = self.lexicon
        return _is_one_of(text, words.no, words.none, words.lacks, words.enough, words.send - words.yes)

    def has_no_answer(self, text: str) -> bool:
        """Tell whether a reply says "I don't know", whatever was asked."""
        return _is_one_of(text, self.lexicon.unknown)


#: longest of those replies, in characters
PLAIN = 60


def _is_one_of(text: str, *groups: Words) -> bool:
    """Tell whether the whole text is one of the phrases; `text` as it was written."""
    folded = fold(text) if len(text) <= PLAIN else ""
    return any(folded in group for group in groups)


class Prompt(NamedTuple):
    """How a question is put on this channel: what follows the step's own text."""

    options: tuple[Option, ...] = ()
    wants: Wanted | None = None
    #: one short line on how to answer, or ""
    hint: str = ""


class Accepted(NamedTuple):
    """The reply is an answer of this value (JSON)."""

    value: Json


@dataclass(frozen=True, slots=True)
class Thin:
    """The reply is an answer, but one more sentence would help; `draft` is kept whatever comes next."""

    draft: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """The reply may mean any of these options: the participant is asked which."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The reply cannot be taken; `hint` is the key of a sentence that says precisely why."""

    hint: str
    params: Mapping[str, Json] = field(default_factory=dict)
    #: there is nothing to answer: a question that may be passed is
    declines: bool = False


@dataclass(frozen=True, slots=True)
class Revisit:
    """The participant wants to correct the answer of this step, then come back here."""

    step: str


Reading = Accepted | Thin | Unclear | Refused | Revisit


class Question(Protocol):
    """One question type: a frozen dataclass whose fields are what a script may set."""

    #: the name scripts use
    name: ClassVar[str]

    def ask(self, scene: Scene) -> Prompt:
        """Return what is shown beside the step's text on this channel; `scene.options` are the script's own."""

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Return what the reply means; total: any text, any attachment, never an exception."""

    def show(self, value: Json, scene: Scene) -> str:
        """Return an accepted value as a recap shows it."""
