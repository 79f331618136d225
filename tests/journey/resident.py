"""Who talks to the town? A pretend resident, through the same inbox as any channel."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from bot.bootstrap import Service
from bot.channels.message import Address, InboundMessage, Profile
from dialogues.inputs import Attachment, Point
from tests.journey.phones import Bubble, Phones, options_of


@dataclass(slots=True)
class Resident:
    """One phone, in the manner of one channel."""

    service: Service
    phones: Phones
    #: `sms-lea`: the style, then a name
    value: str
    language: str = "fr"
    first_name: str = ""

    @property
    def address(self) -> Address:
        """Where the resident is reached."""
        return Address("simulator", self.value)

    @property
    def shown(self) -> list[Bubble]:
        """What the phone shows, oldest first."""
        return self.phones.shown[self.value]

    def message(self, text: str = "", choice: str | None = None, id: str = "") -> InboundMessage:
        """Return a message of this resident, with an id of its own unless one is given."""
        profile = Profile(self.first_name, self.language)
        given = id or uuid4().hex
        return InboundMessage(self.address, given, text, choice, profile=profile)

    async def post(self, text: str, id: str = "") -> bool:
        """Send a message, and wait for its acknowledgement only; return whether it is new."""
        return await self.service.inbox.receive(self.message(text, id=id))

    async def write(self, text: str) -> list[str]:
        """Write, and return what comes back."""
        return await self._exchange(self.message(text))

    async def tap(self, label: str) -> list[str]:
        """Tap a button of the last bubble, and return what comes back."""
        return await self._exchange(self.message(choice=options_of(self.shown[-1])[label]))

    async def share(self, point: Point) -> list[str]:
        """Share a place, and return what comes back."""
        return await self._exchange(InboundMessage(self.address, uuid4().hex, point=point))

    async def send(self, attachment: Attachment) -> list[str]:
        """Send a photo, and return what comes back."""
        return await self._exchange(InboundMessage(self.address, uuid4().hex, attachments=(attachment,)))

    async def play(self, *texts: str) -> list[str]:
        """Write one text after the other, and return what came back to the last."""
        answers: list[str] = []
        for text in texts:
            answers = await self.write(text)
        return answers

    async def _exchange(self, message: InboundMessage) -> list[str]:
        before = len(self.shown)
        await self.service.inbox.receive(message)
        await self.service.settle()
        return [str(bubble["text"]) for bubble in self.shown[before:]]
