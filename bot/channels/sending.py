"""What becomes of a call to a provider: taken, to be tried again, or refused for good?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.channels.message import Consequence, OutboundMessage


@dataclass(frozen=True, slots=True)
class Taken:
    """The provider took the message; `provider_id` is its name for it."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The provider did not take the message."""

    #: worth another try?
    retryable: bool
    #: the provider's code, or ours
    code: str
    #: one sentence for the operator, without text nor number
    sentence: str
    #: seconds that the provider asks to wait, 0 when it says nothing
    retry_after: float = 0.0
    #: calls of the message that went before this one failed, at earlier tries too
    sent: int = 0
    #: what follows for the address or the channel
    consequence: Consequence = "none"


class Carrier(Protocol):
    """What carries messages of one channel to their provider."""

    async def send(self, outbound: OutboundMessage) -> Taken | Refused:
        """Carry one message; never raises for what a provider answers."""
        ...
