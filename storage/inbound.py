"""What is a message that came in, before its turn, at its turn and after?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from dialogues.inputs import Json

#: What the provider's id of a message begins with that no provider sent: a question is put, or is over.
START, TIMEOUT = "broadcast", "timeout"


class Incoming(NamedTuple):
    """A message to store once, by (channel, provider_id)."""

    channel: str
    address: str
    provider_id: str
    payload: Json
    received_at: datetime


class Pending(NamedTuple):
    """A message whose turn it is; its participant is held by this transaction."""

    id: int
    channel: str
    address: str
    participant: str
    payload: Json
    received_at: datetime
    #: turns that failed on it
    attempts: int
    #: what was known of its address: "reachable", "blocked", "dead"
    state: str = "reachable"


@dataclass(frozen=True, slots=True)
class Received:
    """A message as a person who looks at a conversation sees it."""

    provider_id: str
    payload: Json
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits; `oldest` is when the oldest pending message came in."""

    pending: int
    parked: int
    oldest: datetime | None
