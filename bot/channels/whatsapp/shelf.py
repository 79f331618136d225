"""Under which SID does Twilio keep a shape, and is it kept at all?"""

from __future__ import annotations

import asyncio

from bot.channels.sending import Refused
from bot.channels.twilio.client import TwilioClient
from bot.channels.whatsapp.content import Shape, definition


class Shelf:
    """The contents of one account; shapes are made when they are first needed, one at a time."""

    def __init__(self, client: TwilioClient) -> None:
        self._client = client
        self._sids: dict[str, str] = {}
        #: shapes that Twilio refused; not asked again before the next start
        self._refused: set[str] = set()
        self._read = False
        self._lock = asyncio.Lock()

    async def find(self, shape: Shape) -> str | None:
        """Return the SID of a shape, None when Twilio does not keep it: its choices are then numbered."""
        async with self._lock:
            if not self._read:
                await self._read_all()
            if shape.name not in self._sids and shape.name not in self._refused:
                await self._make(shape)
        return self._sids.get(shape.name)

    def forget(self, shape: Shape) -> None:
        """Make this shape anew when it is needed again: Twilio does not know it any more."""
        self._sids.pop(shape.name, None)

    def give_up(self, shape: Shape) -> None:
        """Draw this shape in numbers from now on: Twilio keeps it, but does not send it."""
        self.forget(shape)
        self._refused.add(shape.name)

    async def _read_all(self) -> None:
        """Learn what earlier processes made; when that fails, shapes are made anew."""
        found = await self._client.kept()
        if not isinstance(found, Refused):
            self._sids |= {name: sid for name, sid in found.items() if name and sid}
        self._read = not isinstance(found, Refused) or not found.retryable

    async def _make(self, shape: Shape) -> None:
        made = await self._client.keep(definition(shape))
        if not isinstance(made, Refused):
            self._sids[shape.name] = made
        elif not made.retryable:
            self._refused.add(shape.name)
