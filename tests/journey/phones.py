"""What do pretend phones show? A carrier that keeps what left, and refuses where a test says so."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Any

from bot.channels.message import OutboundMessage
from bot.channels.sending import Refused, Taken
from bot.channels.simulator.render import Simulator

#: A bubble as the page gets it
Bubble = Mapping[str, Any]


class Phones:
    """Every pretend phone of a test."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        #: what each address shows, oldest first
        self.shown: dict[str, list[Bubble]] = defaultdict(list)
        #: every try, in order
        self.tries: list[OutboundMessage] = []
        #: what the provider says to the next tries of an address ("*": of any); then it takes
        self.refusals: dict[str, deque[Refused]] = defaultdict(deque)

    async def send(self, outbound: OutboundMessage) -> Taken | Refused:
        """Show the message, or refuse it."""
        self.tries.append(outbound)
        for queue in (self.refusals[outbound.address.value], self.refusals["*"]):
            if queue:
                return queue.popleft()
        for call in self._simulator.render(outbound)[outbound.skip :]:
            self.shown[outbound.address.value] += call.to_json()["bubbles"]
        return Taken(f"phone-{outbound.id}-{len(self.tries)}")


def options_of(bubble: Bubble) -> dict[str, str | None]:
    """Return label → value of what can be tapped."""
    taps = [tap for line in bubble["buttons"] for tap in line] + list(bubble["list"])
    return {tap["label"]: tap["value"] for tap in taps}
