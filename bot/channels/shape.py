"""What shape does every channel have? A name, capabilities, a way of drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol, TypeVar

from bot.channels.bubble import Bubble
from bot.channels.message import Address, OutboundMessage
from dialogues.content import Capabilities


class Call(Protocol):
    """One request to a provider: each channel has its own frozen dataclass."""

    def preview(self) -> Bubble:
        """Return what the participant will see of it."""
        ...


CallT_co = TypeVar("CallT_co", bound=Call, covariant=True)


class Channel(Protocol[CallT_co]):
    """How messages look on one channel: pure, built without credentials; what sends takes its calls."""

    #: first half of its addresses: "telegram", "sms", "whatsapp", "simulator"
    name: ClassVar[str]

    def capabilities(self, address: Address, /) -> Capabilities:
        """Return what this address can be shown. Raise BadAddress where the address itself says it."""
        ...

    def render(self, outbound: OutboundMessage) -> Sequence[CallT_co]:
        """Return the calls that carry the message, in order; none when there is nothing to read."""
        ...
