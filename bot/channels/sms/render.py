"""How is a message drawn by SMS? Plain words, a numbered menu, as few parts as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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

#: Texts whose drawing is remembered: a broadcast is one text for thousands of people, and menus come back.
REMEMBERED = 256


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
        text, menu = outbound.message.text, numbered(labels(outbound.message.options))
        return [SmsCall(outbound.address.value, *part) for part in _draw(text, menu, self.mode, self.limit)]


@lru_cache(maxsize=REMEMBERED)
def _draw(text: str, menu: str, mode: Mode, limit: int) -> Sequence[tuple[str, Measure]]:
    """Return the bodies, and what each costs."""
    text = legible(text)
    fold = choose_fold("\n".join(filter(None, (text, menu))), mode)
    return tuple((body, measure(body)) for body in split(fold(text), fold(menu), limit))
