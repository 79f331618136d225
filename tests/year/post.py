"""What do the phones of the town show? Providers that take everything, and tell what arrived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.channels.message import OutboundMessage
from bot.channels.sending import Taken

#: Draws a message as its channel does; returns the calls
Draw = Callable[[OutboundMessage], list[object]]


@dataclass(slots=True)
class Post:
    """The provider of one channel (sending.Carrier)."""

    draw: Draw
    arrived: Callable[[OutboundMessage], None]
    #: calls that it was asked for
    calls: int = field(default=0)

    async def send(self, outbound: OutboundMessage) -> Taken:
        """Draw the message, as what leaves would be; then it has arrived."""
        self.calls += len(self.draw(outbound))
        self.arrived(outbound)
        return Taken(f"{outbound.address.channel}-{outbound.id}")
