"""How is a message drawn on Telegram? Plain text, and a keyboard under its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.channels.bubble import Bubble, Tap
from bot.channels.legibility import legible
from bot.channels.menu import labels, numbered
from bot.channels.message import Address, OutboundMessage
from bot.channels.pages import lay
from bot.channels.telegram.capabilities import BUTTON_LENGTH, BUTTONS, CAPABILITIES, TEXT
from bot.channels.telegram.keyboard import REMOVED, Markup, asking, inline
from bot.channels.width import utf16_width
from dialogues.content import Capabilities


@dataclass(frozen=True, slots=True)
class TelegramCall:
    """One call of the Bot API."""

    method: str
    #: as the API names them; JSON values
    params: Mapping[str, Any]

    def preview(self) -> Bubble:
        """Return the text and the buttons that say or carry something; one that shares is not among them."""
        markup = self.params.get("reply_markup", {})
        lines = markup.get("inline_keyboard") or markup.get("keyboard") or ()
        buttons = (tuple(_tap(key) for key in line if _speaks(key)) for line in lines)
        return Bubble(self.params["text"], buttons=tuple(filter(None, buttons)))


class Telegram:
    """Chats with the territory's bot."""

    name: ClassVar[str] = "telegram"

    def capabilities(self, _address: Address, /) -> Capabilities:
        """Return the same for every chat."""
        return CAPABILITIES

    def render(self, outbound: OutboundMessage) -> Sequence[TelegramCall]:
        """Return `sendMessage` calls without any parse mode, so that no text can break them (norms §6)."""
        text, menu, markup = _draw(outbound)
        pages = lay(text, menu, _fits, TEXT)
        calls = [TelegramCall("sendMessage", _params(outbound.address, page)) for page in pages]
        return [*calls[:-1], *(_with_markup(call, markup) for call in calls[-1:])]


def _draw(outbound: OutboundMessage) -> tuple[str, str, Markup]:
    """Return the text, the options it must spell out, and the keyboard."""
    message = outbound.message
    text, names = legible(message.text), labels(message.options)
    if asked := asking(message.wants, outbound.language, names):
        return text or asked["keyboard"][0][0]["text"], "", asked
    if not names:
        return text, "", REMOVED
    if len(names) > BUTTONS:
        return text, numbered(names), REMOVED
    if text and all(0 < len(name) <= BUTTON_LENGTH for name in names):
        return text, "", inline(message.options, names)
    figures = [str(number) for number in range(1, len(names) + 1)]
    return text, numbered(names), inline(message.options, figures)


def _params(address: Address, text: str) -> dict[str, Any]:
    return {"chat_id": _chat(address.value), "text": text}


def _with_markup(call: TelegramCall, markup: Markup) -> TelegramCall:
    return TelegramCall(call.method, {**call.params, "reply_markup": markup})


def _chat(value: str) -> int | str:
    """Return the chat's number; what is not one (the simulator's names) stays as it is."""
    return int(value) if value.removeprefix("-").isdecimal() else value


def _fits(page: str) -> bool:
    return utf16_width(page) <= TEXT


def _speaks(key: Mapping[str, Any]) -> bool:
    return "request_location" not in key and "request_contact" not in key


def _tap(key: Mapping[str, Any]) -> Tap:
    return Tap(key["text"], key.get("callback_data"))
