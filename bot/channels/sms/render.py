"""How is a message drawn by SMS? Plain words, a numbered menu, as few parts as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.channels.bubble import Bubble, Cost
from bot.channels.legibility import legible
from bot.channels.menu import labels, numbered
from bot.channels.message import Address, OutboundMessage
from bot.channels.sms.capabilities import CAPABILITIES
from bot.channels.sms.folding import Mode, choose_fold
from bot.channels.sms.segments import Measure, measure
from bot.channels.sms.split import MAX_PARTS, split
from dialogues.content import Capabilities


@dataclass(frozen=True, slots=True)
class SmsCall:
    """One message to give to the carrier, and what it will cost."""

    #: phone number, E.164
    to: str
    body: str
    measure: Measure

    def preview(self) -> Bubble:
        """Return the text and its cost."""
        size = self.measure
        return Bubble(self.body, cost=Cost(size.encoding, size.parts, size.units, size.remaining))


@dataclass(frozen=True, slots=True)
class Sms:
    """Text messages on any phone."""

    name: ClassVar[str] = "sms"
    mode: Mode = "economical"
    #: longest message, in parts
    limit: int = MAX_PARTS

    def capabilities(self, _address: Address, /) -> Capabilities:
        """Return the same for every number."""
        return CAPABILITIES

    def render(self, outbound: OutboundMessage) -> Sequence[SmsCall]:
        """Return the messages; a wanted point or photo shows only in the engine's own wording."""
        text = legible(outbound.message.text)
        menu = numbered(labels(outbound.message.options))
        fold = choose_fold("\n".join(filter(None, (text, menu))), self.mode)
        bodies = split(fold(text), fold(menu), self.limit)
        return [SmsCall(outbound.address.value, body, measure(body)) for body in bodies]
