"""What is a broadcast before it fires, while it goes, and after?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from dialogues.inputs import Json

#: scheduled: its time has not come; held: waits for a second approval; pilot: goes to its first few; asking: they
#: have it, staff say whether the others shall; the rest as they say
State = Literal["scheduled", "held", "pilot", "asking", "sending", "paused", "cancelled", "ended", "missed"]

#: States in which messages leave.
GOING = ("pilot", "sending")

#: States in which it may be paused or cancelled.
OPEN = ("scheduled", "held", "pilot", "asking", "sending", "paused")


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One sending, known by its slug."""

    slug: str
    purpose: str
    segment: Json
    due_at: datetime
    created_by: str
    created_at: datetime
    #: what is said, by language; empty for a survey
    texts: Mapping[str, str] = field(default_factory=dict)
    survey: str | None = None
    dialogue: str | None = None
    channels: Sequence[str] = ()
    pilot: int = 0
    reminds: str | None = None
    state: State = "scheduled"
    #: hours
    lasts: int = 72
    expires_at: datetime | None = None
    approved_by: str | None = None
    schedule: str | None = None
    occurrence: str | None = None
    fired_at: datetime | None = None
    ended_at: datetime | None = None
    #: given by the store
    id: str = ""

    @property
    def asks(self) -> bool:
        """Whether people were asked something, who may have answered."""
        return self.dialogue is not None and self.fired_at is not None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many recipients of a broadcast share a state and a cause."""

    state: str
    cause: str
    channel: str
    count: int
    #: of these, who have it, by the receipts of their providers
    delivered: int = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """What an announcement says in one language, to those who know the assistant or not."""

    language: str
    introduced: bool
    content: Json


@dataclass(frozen=True, slots=True)
class Reachable:
    """What decides, beside the person, whether they can be written to first."""

    #: channels that are set up
    channels: Sequence[str]
    #: whether WhatsApp has an approved template for whoever has been silent for 24 hours (norms §5)
    template: bool
    #: languages that are spoken; the first stands for the others
    languages: Sequence[str]
    #: since when messages of today, and of this week, count
    day: datetime
    week: datetime
    #: how many may be sent in each
    per_day: int
    per_week: int
