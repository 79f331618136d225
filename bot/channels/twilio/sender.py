"""Who sends through Twilio, and where does Twilio say what became of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.message import Address
from bot.channels.sending import Refused, Taken
from bot.channels.twilio.client import TwilioClient
from bot.channels.twilio.numbers import write_number
from bot.channels.twilio.receipts import callback_url


@dataclass(frozen=True, slots=True)
class TwilioSender:
    """One of the territory's numbers, on one account."""

    client: TwilioClient
    #: the territory's own number on the channel, E.164 or a short code
    number: str
    #: public address of `/webhooks/twilio/status`; "" when Twilio cannot call this machine
    status_url: str = ""

    async def send(self, to: Address, row: int, last: bool, content: Mapping[str, str]) -> Taken | Refused:
        """Send one call of an outbox row: `content` is its Body, or its ContentSid and ContentVariables."""
        addresses = {
            "To": write_number(to.channel, to.value),
            "From": write_number(to.channel, self.number),
        }
        status = {"StatusCallback": callback_url(self.status_url, row, last=last)} if self.status_url else {}
        return await self.client.send({**addresses, **status, **content})
