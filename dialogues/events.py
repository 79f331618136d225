"""What happened in a turn? Facts the engine produces; the service turns them into effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dialogues.content import Message
from dialogues.inputs import Json

#: how an answer was had: said by the participant, assumed by the script, given with the start
How = Literal["said", "assumed", "given"]


@dataclass(frozen=True, slots=True)
class Said:
    """The participant is told something; `apart` keeps it a message of its own."""

    message: Message
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """A session opened."""

    session: str
    dialogue: str
    version: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer was accepted; a later one for the same step replaces it, with history."""

    session: str
    dialogue: str
    version: str
    step: str
    type: str
    value: Json
    #: the participant's own words, byte for byte
    text: str
    #: how it was had: said by the participant, assumed by the script, given with the start
    how: How = "said"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An optional step was passed."""

    session: str
    step: str


@dataclass(frozen=True, slots=True)
class Misread:
    """A reply could not be taken; `reason` is the key of the hint that was given."""

    session: str
    step: str
    reason: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Submitted:
    """A dialogue hands in something whole: an idea, a survey's answers…"""

    session: str
    kind: str
    #: unique id of the thing, named after the input that submitted it
    id: str
    values: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """The participant agreed to a purpose, in answer to `wording`."""

    purpose: str
    wording: str
    how: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """The participant withdrew from a purpose; `all` means every purpose on every channel."""

    purpose: str
    wording: str
    how: str


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The participant speaks this language from now on."""

    language: str


@dataclass(frozen=True, slots=True)
class DataRequested:
    """The participant asks for everything held about them; `code` opens it."""

    code: str


@dataclass(frozen=True, slots=True)
class LinkOffered:
    """The participant wants to join another address of theirs: `code`, written there, does it."""

    code: str


@dataclass(frozen=True, slots=True)
class LinkClaimed:
    """The participant wrote the code that `owner`, another participant, was shown: they are one person."""

    owner: str


@dataclass(frozen=True, slots=True)
class ErasureConfirmed:
    """The participant asked twice for their data to be erased."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A session reached an end, was dropped by its participant, or ran out of time."""

    session: str
    outcome: Literal["done", "dropped", "expired"]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A dialogue asks for another one, with answers already known."""

    dialogue: str
    given: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Requested:
    """A dialogue asks something of the conversation around it: resume, restart or discard a paused session."""

    what: str


Event = (
    Said
    | Started
    | Answered
    | Skipped
    | Misread
    | Submitted
    | ConsentGiven
    | ConsentWithdrawn
    | LanguageChosen
    | DataRequested
    | LinkOffered
    | LinkClaimed
    | ErasureConfirmed
    | Finished
    | HandedOver
    | Requested
)
