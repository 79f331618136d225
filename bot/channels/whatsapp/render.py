"""How is a message drawn on WhatsApp? Three buttons, else a list, else numbers in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.channels.bubble import Bubble, Tap
from bot.channels.language import pick
from bot.channels.legibility import legible
from bot.channels.menu import labels, numbered
from bot.channels.message import Address, OutboundMessage
from bot.channels.pages import cut, lay
from bot.channels.tapped import carry
from bot.channels.whatsapp.capabilities import (
    BODY,
    BUTTON_LENGTH,
    BUTTONS,
    CAPABILITIES,
    IDENTIFIER,
    ROW_LENGTH,
    ROWS,
)
from bot.channels.whatsapp.labels import CHOOSE
from bot.channels.width import utf16_width
from dialogues.content import Capabilities, Option


@dataclass(frozen=True, slots=True)
class Choice:
    """A reply button, or a row of a list."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class WhatsAppCall:
    """One message: free text, or a text with buttons or a list, which Twilio sends as a content template."""

    #: phone number, E.164
    to: str
    body: str
    buttons: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    #: what opens the list; "" when there is none
    opener: str = ""

    def preview(self) -> Bubble:
        """Return the text, one button per line as WhatsApp draws them, and the rows."""
        taps = tuple((Tap(button.title, button.id),) for button in self.buttons)
        return Bubble(self.body, buttons=taps, rows=tuple(Tap(row.title, row.id) for row in self.rows))


class WhatsApp:
    """Chats with the territory's WhatsApp number."""

    name: ClassVar[str] = "whatsapp"

    def capabilities(self, _address: Address, /) -> Capabilities:
        """Return the same for every number."""
        return CAPABILITIES

    def render(self, outbound: OutboundMessage) -> Sequence[WhatsAppCall]:
        """Return the messages; labels are never cut: what does not fit a button or a row is numbered."""
        to, text = outbound.address.value, legible(outbound.message.text)
        options, names = outbound.message.options, labels(outbound.message.options)
        if not text or not names or not _tappable(names, ROWS, ROW_LENGTH):
            return [WhatsAppCall(to, page) for page in lay(text, numbered(names), _fits, BODY)]
        calls = [WhatsAppCall(to, page) for page in cut(text, _fits, BODY)]
        return [*calls[:-1], _with_choices(calls[-1], _choices(options, names), outbound.language)]


def _tappable(names: Sequence[str], most: int, longest: int) -> bool:
    """Tell whether the names can be drawn so; WhatsApp refuses two of the same name."""
    fit = len(names) <= most and len(set(names)) == len(names)
    return fit and all(0 < utf16_width(name) <= longest for name in names)


def _choices(options: Sequence[Option], names: Sequence[str]) -> tuple[Choice, ...]:
    pairs = enumerate(zip(options, names, strict=True), 1)
    return tuple(Choice(carry(option.value, number, IDENTIFIER), name) for number, (option, name) in pairs)


def _with_choices(call: WhatsAppCall, choices: tuple[Choice, ...], language: str) -> WhatsAppCall:
    """Return the call with buttons where they fit, else with a list."""
    if _tappable([choice.title for choice in choices], BUTTONS, BUTTON_LENGTH):
        return replace(call, buttons=choices)
    return replace(call, rows=choices, opener=pick(CHOOSE, language))


def _fits(page: str) -> bool:
    return utf16_width(page) <= BODY
