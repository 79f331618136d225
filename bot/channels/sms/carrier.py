"""How does an SMS leave? Drawn, then given to Twilio message by message."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.message import OutboundMessage
from bot.channels.sending import Refused, Taken
from bot.channels.sms.render import Sms, SmsCall
from bot.channels.twilio.sender import TwilioSender
from bot.channels.twilio.sequence import send_in_order


@dataclass(frozen=True, slots=True)
class SmsCarrier:
    """Carries messages to phones (sending.Carrier)."""

    channel: Sms
    sender: TwilioSender

    async def send(self, outbound: OutboundMessage) -> Taken | Refused:
        """Send the messages in order, from the first that did not go yet."""

        async def send(call: SmsCall, last: bool) -> Taken | Refused:
            return await self.sender.send(outbound.address, outbound.id, last, {"Body": call.body})

        return await send_in_order(self.channel.render(outbound), outbound.skip, send)
