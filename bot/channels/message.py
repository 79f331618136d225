"""What comes in from a channel and goes out to it, once the provider's own form is taken off?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dialogues.content import Message
from dialogues.inputs import Attachment, Point


@dataclass(frozen=True, slots=True)
class Address:
    """Where a participant is reached: `telegram:3527065`, `sms:+33939…`."""

    channel: str
    value: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.value}"


#: What a provider's error means beyond the message: the person opted out; the address is dead; free text is
#: refused until the person writes (norms §5); the whole channel must stop; staff should look
Consequence = Literal["none", "opted_out", "address_dead", "window_closed", "stop_channel", "alert"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the channel tells of the person; each may be empty."""

    first_name: str = ""
    #: BCP 47 tag of their app ("pt-BR"), a hint for the first language
    language: str = ""


#: message: words or media; edited: an earlier message was changed; blocked, unblocked: the person shut the
#: door, or opened it again; moved: the address has another name now; unread: an update nobody could read;
#: flooded: one message too many, whose author is told so; start, timeout: nobody wrote, the service itself opens
#: a dialogue (`detail`, for the recipient `text`) or closes one that waited too long; handed_back: staff have the
#: conversation no more (`text` says how)
Happening = Literal[
    "message",
    "edited",
    "blocked",
    "unblocked",
    "moved",
    "unread",
    "flooded",
    "start",
    "timeout",
    "handed_back",
]

#: Happenings that no person is the author of.
OWN = frozenset(("start", "timeout"))


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message from a participant; unique by (channel, provider_id)."""

    address: Address
    provider_id: str
    text: str = ""
    #: value of a tapped option
    choice: str | None = None
    point: Point | None = None
    attachments: tuple[Attachment, ...] = ()
    contact: str | None = None
    profile: Profile = field(default_factory=Profile)
    #: what happened, when it is not a new message
    event: Happening = "message"
    #: what the event is about: the new address of one that moved
    detail: str = ""
    #: name of the album that it is a part of: photos sent at once that the channel brings one by one
    album: str = ""


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One message to a participant, as the engine said it, before the channel draws it."""

    #: id of the outbox row
    id: int
    address: Address
    message: Message
    #: language of the participant: direction of writing, words of the channel's own buttons
    language: str = "fr"
    #: calls of this message that went at an earlier try, and must not go twice
    skip: int = 0
    #: may free text be sent to the address now (norms §5)? Where the channel has such a window
    window_open: bool = True


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a provider says of a message it took."""

    channel: str
    provider_id: str
    status: Literal["queued", "sent", "delivered", "read", "undelivered", "failed"]
    #: the provider's own error code, if any
    code: str = ""
    #: what follows for the address
    consequence: Consequence = "none"
    #: value of the address, where the receipt names it
    address: str = ""
    #: one sentence for the operator, without text nor number
    sentence: str = ""
    #: id of the outbox row, where the provider gives it back
    outbox: int | None = None
    #: of a message that did not arrive: worth another try, later?
    retryable: bool = False
