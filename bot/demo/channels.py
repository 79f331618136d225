"""Over what do the demo's invented residents write? The channels as they are, but for providers: nothing leaves."""

from __future__ import annotations

from bot.bootstrap.channels import Wiring, wire
from bot.channels.message import OutboundMessage
from bot.channels.sending import Taken
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.render import WhatsApp
from bot.outbox.pace import Pace
from bot.settings import Settings

#: messages a second to all and to one, as a provider of SMS would take them
RATES = (10.0, 1.0)


class Nowhere:
    """Takes every message and carries none (sending.Carrier)."""

    async def send(self, outbound: OutboundMessage) -> Taken:
        """Say that the message was taken."""
        return Taken(f"demo-{outbound.id}")


def wire_demo(settings: Settings) -> Wiring:
    """Return the channels that are set up; where none is, SMS, Telegram and WhatsApp that lead nowhere.

    A real town whose folder is shown so keeps its messages: with its own settings, its own channels carry them.
    """
    wiring = wire(settings)
    if wiring.carriers:
        return wiring
    for name, renderer in (
        ("sms", Sms(settings.sms_folding)),
        ("telegram", Telegram()),
        ("whatsapp", WhatsApp()),
    ):
        wiring.add(name, Nowhere(), Pace(*RATES), renderer.capabilities)
    return wiring
