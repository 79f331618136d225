"""What is a message on its way out, and what may be reported of it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from dialogues.inputs import Json

REPLY, BROADCAST = 0, 1

#: Stands for the participant of the last message to somebody who was erased: where it goes is forgotten once it went.
ERASED = "erased"


class Outgoing(NamedTuple):
    """A message to send: an answer is unique by (inbound_id, n), so a turn done again adds nothing."""

    participant_id: str
    channel: str
    address: str
    content: Json
    due_at: datetime
    language: str = "fr"
    priority: int = REPLY
    inbound_id: int | None = None
    n: int = 0
    #: the recipient of a broadcast that it is sent for
    recipient_id: int | None = None


class Sending(NamedTuple):
    """A message this owner is to send now; `attempt` proves later that it still is the one who may report."""

    id: int
    participant_id: str
    channel: str
    address: str
    content: Json
    language: str
    priority: int
    attempt: int
    created_at: datetime
    #: calls of it that went at an earlier attempt
    skip: int = 0
    #: what it answers; None when the service speaks first
    inbound_id: int | None = None
    #: since when STOP holds for its person
    stopped_at: datetime | None = None
    #: until when the address takes free text (norms §5), where its channel has such a window
    window_until: datetime | None = None

    @property
    def silenced(self) -> bool:
        """Whether STOP keeps it in: all but answers to what was written since, STOP itself first of all (norms §3).

        Asked as it is about to leave, so that no way into the outbox, and no way back, goes round it.
        """
        if self.stopped_at is None:
            return False
        return self.inbound_id is None or self.created_at < self.stopped_at


@dataclass(frozen=True, slots=True)
class Sent:
    """A provider took the message."""

    id: int
    provider_id: str


@dataclass(frozen=True, slots=True)
class Retry:
    """The message is to be tried again, without its first `skip` calls."""

    id: int
    attempt: int
    due_at: datetime
    error_code: str
    error: str
    skip: int


@dataclass(frozen=True, slots=True)
class Failure:
    """The message will not be sent: `failed` for a reason, `dead` when its time ran out."""

    id: int
    attempt: int
    error_code: str
    error: str
    status: Literal["failed", "dead"] = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a provider says later of a message it took."""

    channel: str
    provider_id: str
    status: Literal["sent", "delivered", "failed"]
    error_code: str | None = None
    error: str | None = None
    #: our own id; only the receipt of a message's last call may carry it, as a proof that all of it went
    outbox: int | None = None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of messages whose sender died: replies wait again, broadcasts are uncertain."""

    replies: int
    uncertain: int
    #: ids of the broadcasts', whose recipients are to be settled
    broadcasts: Sequence[int] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as a person who looks at a conversation sees it."""

    id: int
    channel: str
    address: str
    content: Json
    language: str
    status: str
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A message that nobody will send unless staff say so."""

    id: int
    participant_id: str
    channel: str
    address: str
    #: failed, dead or uncertain
    status: str
    error_code: str | None
    error: str | None
    created_at: datetime
