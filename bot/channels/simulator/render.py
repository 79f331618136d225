"""How is a message drawn on the simulator's page? As the played channel would draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from bot.channels.bubble import Bubble
from bot.channels.language import Direction, direction
from bot.channels.message import Address, InboundMessage, OutboundMessage
from bot.channels.shape import Call, Channel
from bot.channels.simulator.address import NAME, Style, style_of
from bot.channels.simulator.parse import parse
from dialogues.content import Capabilities, Wanted
from dialogues.inputs import Json


@dataclass(frozen=True, slots=True)
class SimulatorCall:
    """All that one message shows on a pretend phone."""

    #: `sms-lea`
    to: str
    style: Style
    bubbles: tuple[Bubble, ...]
    #: what the last bubble asks for beside text, where the style can give it
    wants: Wanted | None
    direction: Direction

    def preview(self) -> Bubble:
        """Return the last bubble: the one with the buttons."""
        return self.bubbles[-1]

    def to_json(self) -> dict[str, Any]:
        """Return `{"style", "bubbles": [{"text", "buttons", "list", "wants", "dir", "sms"}]}`.

        A button or a row is `{"label", "value"}`; one whose value is null says its label when tapped.
        """
        last = len(self.bubbles) - 1
        return {
            "style": self.style,
            "bubbles": [self._bubble(bubble, place == last) for place, bubble in enumerate(self.bubbles)],
        }

    def _bubble(self, bubble: Bubble, last: bool) -> dict[str, Any]:
        return {
            "text": bubble.text,
            "buttons": [[asdict(tap) for tap in line] for line in bubble.buttons],
            "list": [asdict(tap) for tap in bubble.rows],
            "wants": self.wants if last else None,
            "dir": self.direction,
            "sms": asdict(bubble.cost) if bubble.cost else None,
        }


@dataclass(frozen=True, slots=True)
class Simulator:
    """Phones in the browser; each address plays the channel of its style."""

    name: ClassVar[str] = NAME
    #: the channels that are played
    styles: Mapping[Style, Channel[Call]]

    def capabilities(self, address: Address, /) -> Capabilities:
        """Return what the played channel can show. Raise BadAddress."""
        return self.styles[style_of(address)].capabilities(address)

    def render(self, outbound: OutboundMessage) -> Sequence[SimulatorCall]:
        """Return one call with every bubble, or none. Raise BadAddress."""
        style = style_of(outbound.address)
        bubbles = tuple(call.preview() for call in self.styles[style].render(outbound))
        if not bubbles:
            return []
        wants = _granted(outbound.message.wants, self.capabilities(outbound.address))
        return [SimulatorCall(outbound.address.value, style, bubbles, wants, direction(outbound.language))]

    def parse(self, payload: Mapping[str, Json]) -> InboundMessage:
        """Return the message of what the page posted. Raise BadPayload."""
        return parse(payload)


def _granted(wants: Wanted | None, can: Capabilities) -> Wanted | None:
    """Return what is wanted, where the channel has a way of giving it."""
    ways = {"location": can.location, "photo": can.media, "contact": can.media}
    return wants if wants and ways[wants] else None
