"""How does a message reach Telegram? Its calls in order, none of them twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.message import OutboundMessage
from bot.channels.sending import Refused, Taken
from bot.channels.telegram.api import call
from bot.channels.telegram.failures import EMPTY, UNCERTAIN, classify
from bot.channels.telegram.render import Telegram
from bot.channels.telegram.taps import METHOD, params


@dataclass(frozen=True, slots=True)
class TelegramCarrier:
    """Sends what `renderer` draws through one bot."""

    bot: Bot
    renderer: Telegram

    async def send(self, outbound: OutboundMessage) -> Taken | Refused:
        """Make the calls that have not gone yet; the name of the message is that of its last part."""
        calls = self.renderer.render(outbound)
        if not calls:
            return EMPTY
        provider_id = ""
        for sent, drawn in enumerate(calls[outbound.skip :], outbound.skip):
            try:
                provider_id = _name(await call(self.bot, drawn.method, drawn.params))
            except TelegramError as error:
                return replace(classify(error), sent=sent)
            if not provider_id:
                return replace(UNCERTAIN, sent=sent)
        return Taken(provider_id)

    async def acknowledge(self, query: str) -> None:
        """Stop the clock on a tapped button; nothing is lost when that fails: Telegram stops it later."""
        await acknowledge(self.bot, query)


async def acknowledge(bot: Bot, query: str) -> bool:
    """Tell Telegram that a tap was heard; False when it did not take it (too old, out of reach)."""
    try:
        await call(bot, METHOD, params(query))
    except TelegramError:
        return False
    return True


def _name(answer: Any) -> str:
    """Return the id of the message that was sent, "" when the answer holds none."""
    found = answer.get("message_id") if isinstance(answer, dict) else None
    return str(found) if isinstance(found, int) else ""
