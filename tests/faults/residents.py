"""Who writes while processes die: residents behind a provider that brings a message again until it is acknowledged."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import aiohttp

from bench.webhook.caller import SECRET
from bench.webhook.plays import OURS, Fields

#: Residents who write at once.
LANES = 24

HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

#: Where a provider finds the webhook now.
Ports = Callable[[], Sequence[int]]


@dataclass(slots=True)
class Residents:
    """Everybody plays the idea in three questions once; nobody waits for a reply."""

    ports: Ports
    chance: random.Random
    #: (chat, provider's id) of what was acknowledged, in the order in which it was
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    #: posts that had to be made again
    repeated: int = 0
    first: int = 100_001
    _updates: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def play(self, dialogues: int) -> None:
        """Let so many more residents play."""
        chats = iter(range(self.first, self.first + dialogues))
        self.first += dialogues
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            await asyncio.gather(*(self._lane(session, chats) for _ in range(LANES)))

    async def bring(self, session: aiohttp.ClientSession, chat: int, update: Fields) -> None:
        """Bring one update until it is acknowledged."""
        while not await self._acknowledged(session, update):
            self.repeated += 1
            await asyncio.sleep(0.05)
        self.acknowledged.append((str(chat), f"u{update['update_id']}"))

    def write(self, chat: int, place: int) -> Fields:
        """Return the update of one line of the play."""
        return {"update_id": next(self._updates), **OURS[place].says(chat)}

    async def _lane(self, session: aiohttp.ClientSession, chats: Iterator[int]) -> None:
        for chat in chats:
            for place in range(len(OURS)):
                await self.bring(session, chat, self.write(chat, place))

    async def _acknowledged(self, session: aiohttp.ClientSession, update: Fields) -> bool:
        url = f"http://127.0.0.1:{self.chance.choice(self.ports())}/webhooks/telegram"
        try:
            async with session.post(url, json=update, headers=HEADERS) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False
