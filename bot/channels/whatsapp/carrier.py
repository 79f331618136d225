"""How does a WhatsApp message leave? Drawn, then given to Twilio: free text, a shape with its values, a template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from bot.channels.menu import numbered
from bot.channels.message import Address, OutboundMessage
from bot.channels.sending import Refused, Taken
from bot.channels.twilio.failures import WINDOW_CLOSED, refuse
from bot.channels.twilio.sender import TwilioSender
from bot.channels.twilio.sequence import send_in_order
from bot.channels.whatsapp.content import Shape, shape_of, variables
from bot.channels.whatsapp.render import WhatsApp, WhatsAppCall
from bot.channels.whatsapp.shelf import Shelf
from bot.channels.whatsapp.template import Templates

#: Errors of the content and not of the message: the same words still go as numbered text.
UNKNOWN, UNFIT = frozenset(("20404", "21655")), frozenset(("21656", "21658"))


@dataclass(frozen=True, slots=True)
class WhatsAppCarrier:
    """Carries messages to WhatsApp (sending.Carrier); the caller says whether the 24 hours are open."""

    channel: WhatsApp
    sender: TwilioSender
    shelf: Shelf
    #: approved templates; None: nothing is sent outside the 24 hours
    templates: Templates | None = None

    async def send(self, outbound: OutboundMessage) -> Taken | Refused:
        """Send the messages in order, from the first that did not go yet; a template when the 24 hours are over."""
        if not outbound.window_open:
            return await self._send_late(outbound)

        async def send(call: WhatsAppCall, last: bool) -> Taken | Refused:
            return await self._send(outbound, call, last)

        return await send_in_order(self.channel.render(outbound), outbound.skip, send)

    async def send_template(
        self, to: Address, row: int, sid: str, values: Mapping[str, str]
    ) -> Taken | Refused:
        """Send a template that WhatsApp approved: the only way in outside the 24 hours (norms §5)."""
        return await self.sender.send(to, row, True, _content(sid, values))

    async def _send_late(self, outbound: OutboundMessage) -> Taken | Refused:
        """Send the whole message within a template, or say why not: nothing is lost in silence (norms §5)."""
        if self.templates is None:
            return refuse(WINDOW_CLOSED)
        said = "\n".join(written_out(call) for call in self.channel.render(outbound))
        filled = self.templates.fill(outbound.language, said)
        if isinstance(filled, Refused):
            return filled
        return await self.send_template(outbound.address, outbound.id, *filled)

    async def _send(self, outbound: OutboundMessage, call: WhatsAppCall, last: bool) -> Taken | Refused:
        """Send one call with its choices drawn, or numbered where Twilio will not draw them."""
        shape = shape_of(call)
        sid = await self.shelf.find(shape) if shape else None
        if shape and sid:
            content = _content(sid, variables(call))
            outcome = await self.sender.send(outbound.address, outbound.id, last, content)
            if not self._is_of_content(outcome, shape):
                return outcome
        return await self.sender.send(outbound.address, outbound.id, last, {"Body": written_out(call)})

    def _is_of_content(self, outcome: Taken | Refused, shape: Shape) -> bool:
        """Tell whether Twilio refused the content alone, and remember it."""
        match outcome:
            case Refused(code=code) if code in UNKNOWN:
                self.shelf.forget(shape)
            case Refused(code=code) if code in UNFIT:
                self.shelf.give_up(shape)
            case _:
                return False
        return True


def written_out(call: WhatsAppCall) -> str:
    """Return the text with its choices numbered: at most 1,024 characters and ten rows, of the 1,600 Twilio takes."""
    menu = numbered([choice.title for choice in call.buttons or call.rows])
    return "\n".join(filter(None, (call.body, menu)))


def _content(sid: str, values: Mapping[str, str]) -> Mapping[str, str]:
    return {"ContentSid": sid, "ContentVariables": orjson.dumps(dict(values)).decode()}
