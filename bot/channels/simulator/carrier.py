"""How does a message reach a pretend phone? Through the feed that the page follows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.errors import BadAddress
from bot.channels.message import OutboundMessage
from bot.channels.sending import Refused, Taken
from bot.channels.simulator.feed import Feed
from bot.channels.simulator.render import Simulator


@dataclass(frozen=True, slots=True)
class SimulatorCarrier:
    """Publishes what was drawn; a page that is not open reads it later in the history."""

    simulator: Simulator
    feed: Feed

    async def send(self, outbound: OutboundMessage) -> Taken | Refused:
        """Publish the bubbles of the message."""
        try:
            calls = self.simulator.render(outbound)
        except BadAddress as error:
            return Refused(retryable=False, code="address", sentence=str(error))
        for call in calls:
            self.feed.publish(outbound.address.value, {"id": str(outbound.id), **call.to_json()})
        return Taken(str(outbound.id))
