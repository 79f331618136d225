"""Which channels are set up, and what does each need to send, to receive, to be polled?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.channels.download import Download
from bot.channels.fetching import Fetcher
from bot.channels.message import Address, InboundMessage
from bot.channels.receiving import Webhook
from bot.channels.sending import Carrier
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.render import WhatsApp
from bot.outbox.pace import Pace
from bot.settings import Settings
from dialogues.content import Capabilities

if TYPE_CHECKING:
    from telegram import Bot

#: Stores one message
Receive = Callable[[InboundMessage], Awaitable[bool]]

#: Asks a provider for messages until told to stop
Poll = Callable[[Receive, asyncio.Event], Coroutine[Any, Any, None]]

TELEGRAM_HOOK = "/webhooks/telegram"


@dataclass(slots=True)
class Wiring:
    """What the channels that are set up bring; build it inside the loop."""

    carriers: dict[str, Carrier] = field(default_factory=dict)
    paces: dict[str, Pace] = field(default_factory=dict)
    capabilities: dict[str, Callable[[Address], Capabilities]] = field(default_factory=dict)
    #: what brings the files of a channel
    fetchers: dict[str, Fetcher] = field(default_factory=dict)
    #: path → (way in, status that says "stored")
    webhooks: dict[str, tuple[Webhook, int]] = field(default_factory=dict)
    pollers: list[Poll] = field(default_factory=list)
    closers: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    def add(self, name: str, carrier: Carrier, pace: Pace, can: Callable[[Address], Capabilities]) -> None:
        """Set a channel up."""
        self.carriers[name], self.paces[name], self.capabilities[name] = carrier, pace, can

    async def close(self) -> None:
        """Close every connection to a provider."""
        for close in self.closers:
            await close()


def wire(settings: Settings) -> Wiring:
    """Return the channels that the settings name; a library is loaded only for a channel that is set up."""
    wiring = Wiring()
    if settings.telegram_token is not None:
        _wire_telegram(settings, wiring)
    if settings.twilio_account_sid is not None:
        _wire_twilio(settings, wiring)
    return wiring


def _wire_telegram(settings: Settings, wiring: Wiring) -> None:
    """Set Telegram up: by webhook when there is a secret and a public address, by long polling else."""
    from bot.channels.telegram.api import build_bot, close_bot
    from bot.channels.telegram.carrier import TelegramCarrier
    from bot.channels.telegram.files import TelegramFiles
    from bot.channels.telegram.webhook import TelegramWebhook

    assert settings.telegram_token is not None
    bot = build_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
    renderer = Telegram()
    pace = Pace(settings.telegram_rate, TELEGRAM_CHAT_RATE)
    wiring.add("telegram", TelegramCarrier(bot, renderer), pace, renderer.capabilities)
    download = Download()
    wiring.fetchers["telegram"] = TelegramFiles(bot, download)
    wiring.closers += [lambda: close_bot(bot), download.close]
    if settings.telegram_secret is not None:
        secret = settings.telegram_secret.get_secret_value()
        wiring.webhooks[TELEGRAM_HOOK] = (TelegramWebhook(secret), 200)
    else:
        wiring.pollers.append(partial(_poll, bot))


async def _poll(bot: Bot, receive: Receive, stopping: asyncio.Event) -> None:
    """Ask Telegram for messages."""
    from bot.channels.telegram.polling import poll

    await poll(bot, receive, stopping)


#: messages a second to one chat (norms §6)
TELEGRAM_CHAT_RATE = 1.0


def _wire_twilio(settings: Settings, wiring: Wiring) -> None:
    """Set SMS and WhatsApp up, whichever has a number."""
    from bot.channels.sms.carrier import SmsCarrier
    from bot.channels.twilio.client import TwilioClient
    from bot.channels.twilio.files import TwilioFiles
    from bot.channels.twilio.sender import TwilioSender
    from bot.channels.twilio.webhook import MESSAGES, STATUS, TwilioWebhook
    from bot.channels.whatsapp.carrier import WhatsAppCarrier
    from bot.channels.whatsapp.shelf import Shelf
    from bot.channels.whatsapp.template import Templates

    assert settings.twilio_account_sid is not None and settings.twilio_auth_token is not None
    token, public = settings.twilio_auth_token.get_secret_value(), settings.public_url or ""
    client = TwilioClient(settings.twilio_account_sid, token, settings.twilio_api_url)
    download = Download()
    files = TwilioFiles(settings.twilio_account_sid, token, settings.twilio_api_url, download)
    wiring.fetchers |= dict.fromkeys(("sms", "whatsapp"), files)
    wiring.closers += [client.close, download.close]
    status = f"{public.rstrip('/')}{STATUS}" if public else ""
    if settings.sms_number:
        sms = Sms(settings.sms_folding)
        sender = TwilioSender(client, settings.sms_number, status)
        wiring.add("sms", SmsCarrier(sms, sender), Pace(settings.sms_rate, 1.0), sms.capabilities)
    if settings.whatsapp_number:
        whatsapp = WhatsApp()
        sender = TwilioSender(client, settings.whatsapp_number, status)
        found, name = settings.whatsapp_template, settings.territory_name
        carrier = WhatsAppCarrier(whatsapp, sender, Shelf(client), Templates(found, name) if found else None)
        wiring.add("whatsapp", carrier, Pace(settings.whatsapp_rate, 2.0), whatsapp.capabilities)
    webhook = TwilioWebhook(token, public)
    wiring.webhooks |= dict.fromkeys((MESSAGES, STATUS), (webhook, 204))
