"""What happened in a turn? Facts the engine produces, as tuples; the service turns them into effects."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from dialogues.content import Message
from dialogues.inputs import Json

#: how an answer was had: said by the participant, assumed by the script, given with the start
How = Literal["said", "assumed", "given"]


class Said(NamedTuple):
    """The participant is told something; `apart` keeps it a message of its own."""

    message: Message
    apart: bool = False


class Started(NamedTuple):
    """A session opened."""

    session: str
    dialogue: str
    version: str


class Answered(NamedTuple):
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


class Skipped(NamedTuple):
    """An optional step was passed."""

    session: str
    step: str


class Unsaid(NamedTuple):
    """Answers count no more: their questions do not arise since another answer changed."""

    session: str
    steps: tuple[str, ...]


class Misread(NamedTuple):
    """A reply could not be taken; `reason` is the key of the hint that was given."""

    session: str
    step: str
    reason: str
    attempt: int


class Submitted(NamedTuple):
    """A dialogue hands in something whole: an idea, a survey's answers…"""

    session: str
    kind: str
    #: unique id of the thing, named after the input that submitted it
    id: str
    values: Mapping[str, Json] = MappingProxyType({})


class ConsentGiven(NamedTuple):
    """The participant agreed to a purpose, in answer to `wording`."""

    purpose: str
    wording: str
    how: str


class ConsentWithdrawn(NamedTuple):
    """The participant withdrew from a purpose; `all` means every purpose on every channel."""

    purpose: str
    wording: str
    how: str


class LanguageChosen(NamedTuple):
    """The participant speaks this language from now on."""

    language: str


class DataRequested(NamedTuple):
    """The participant asks for everything held about them; `code` opens it."""

    code: str


class LinkOffered(NamedTuple):
    """The participant wants to join another address of theirs: `code`, written there, does it."""

    code: str


class LinkClaimed(NamedTuple):
    """The participant wrote the code that `owner`, another participant, was shown: they are one person."""

    owner: str


class ErasureConfirmed(NamedTuple):
    """The participant asked twice for their data to be erased."""


class HumanWanted(NamedTuple):
    """The participant wants to hear from a person; `words` are their own, "" where they only chose it."""

    words: str


class PassedOn(NamedTuple):
    """What was said is for the member of staff who has the conversation: the assistant says nothing."""


class HandedBack(NamedTuple):
    """Staff have the conversation no more: they said nothing for too long, or STOP was said."""

    how: Literal["staff", "silence", "stopped"]


class Misunderstood(NamedTuple):
    """Nobody could tell what a free text wants: it is asked about as if it had not been read."""

    words: str


class Finished(NamedTuple):
    """A session reached an end, was dropped by its participant, or ran out of time."""

    session: str
    outcome: Literal["done", "dropped", "expired"]


class HandedOver(NamedTuple):
    """A dialogue asks for another one, with answers already known."""

    dialogue: str
    given: Mapping[str, Json] = MappingProxyType({})


class Requested(NamedTuple):
    """A dialogue asks something of the conversation around it: to resume a paused session, to stop, to grant a wish."""

    what: str


Event = (
    Said
    | Started
    | Answered
    | Skipped
    | Unsaid
    | Misread
    | Submitted
    | ConsentGiven
    | ConsentWithdrawn
    | LanguageChosen
    | DataRequested
    | LinkOffered
    | LinkClaimed
    | ErasureConfirmed
    | HumanWanted
    | PassedOn
    | HandedBack
    | Misunderstood
    | Finished
    | HandedOver
    | Requested
)
