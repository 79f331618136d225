"""What did the turns of a batch do, and which rows are to be written because of it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.room import Room
from dialogues.conversation import Conversation
from dialogues.events import ConsentGiven, Event
from storage.answers import Answer
from storage.audit import Act
from storage.consents import Consent
from storage.ideas import Idea
from storage.inbox import Pending
from storage.outbox import Outgoing


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one turn did, to be written."""

    pending: Pending
    conversation: Conversation
    events: Sequence[Event]
    #: nobody wrote: what is said is said first, and must wait for its hour (norms §2)
    initiated: bool = False
    #: what is said is not worth a message that is paid for: that a question is closed
    hushed: bool = False
    #: the recipient of a broadcast that it is said to
    recipient: int | None = None


@dataclass(slots=True)
class Rows:
    """What a batch writes, table by table."""

    room: Room
    now: datetime
    outgoing: list[Outgoing] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    ideas: list[Idea] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    ended: dict[str, str] = field(default_factory=dict)
    #: (code, participant) of personal-data pages
    downloads: list[tuple[str, str]] = field(default_factory=list)
    #: (code, participant) of offers to link another address
    links: list[tuple[str, str]] = field(default_factory=list)
    #: (who stays, who becomes one with them)
    merged: list[tuple[str, str]] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    #: participants who wrote to the member of staff who has them
    heard: list[str] = field(default_factory=list)
    #: (participant, how): whom staff have no more
    handed_back: list[tuple[str, str]] = field(default_factory=list)
    #: participants who came back after STOP
    returning: list[tuple[Deeds, ConsentGiven]] = field(default_factory=list)
    #: messages so far in answer to each inbound one
    numbers: Counter[int] = field(default_factory=Counter)

    def number(self, inbound: int) -> int:
        """Return the place of one more message among those that answer this one, from 0."""
        self.numbers[inbound] += 1
        return self.numbers[inbound] - 1
