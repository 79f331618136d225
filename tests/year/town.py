"""How does the real service run in a town whose clock is set by hand?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.bootstrap import Service, build
from bot.channels.message import InboundMessage, OutboundMessage
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.render import WhatsApp
from bot.demo.town import settle_town
from bot.outbox.pace import Pace
from tests.journey.house import settings
from tests.year.post import Post

#: What the town's settings say: the norms' own hours, holidays and caps.
SETTINGS: dict[str, Any] = {
    "languages": ("fr",),
    "telegram_token": "123456:" + "a" * 35,
    "twilio_account_sid": "AC" + "0" * 32,
    "twilio_auth_token": "0" * 32,
    "sms_number": "+33939000000",
    "whatsapp_number": "+33939000001",
    "sms_rate": 100.0,
    "telegram_rate": 100.0,
    "whatsapp_rate": 100.0,
    "writing_hours": "mon-fri 08:00-20:00, sat 10:00-18:00",
    "holidays": "FR",
    "messages_per_day": 1,
    "messages_per_week": 3,
    # residents have phones
    "simulator": False,
    # a year passes in a minute
    "messages_per_minute": 1_000,
}

#: What may fall due by itself, as the leader looks after it.
TICKS = ("surveys", "broadcasts")

Heard = Callable[[OutboundMessage], None]


@dataclass(slots=True)
class Clock:
    """A time that only the test moves."""

    at: datetime

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at


@dataclass(slots=True)
class Town:
    """The service of one town, on one store."""

    url: str
    folder: Path
    clock: Clock
    heard: Heard
    service: Service = field(init=False)
    posts: dict[str, Post] = field(init=False, default_factory=dict)

    async def open(self, **more: Any) -> None:
        """Build the service and start it, with providers that take everything."""
        self.service = build(settings(self.url, self.folder, **SETTINGS, **more), self.clock)
        await settle_town(self.service.database)
        await self.service.start()
        self.posts = {
            "sms": Post(Sms().render, self.heard),  # type: ignore[arg-type]
            "telegram": Post(Telegram().render, self.heard),  # type: ignore[arg-type]
            "whatsapp": Post(WhatsApp().render, self.heard),  # type: ignore[arg-type]
        }
        for sender in self.service.senders:
            if sender.channel in self.posts:
                sender.carrier, sender.pace = self.posts[sender.channel], Pace(1e9, 1e9)

    async def close(self) -> None:
        """Let go of the store."""
        await self.service.close()

    async def say(self, messages: Sequence[InboundMessage]) -> None:
        """Take messages in as webhooks do, then handle and send what follows."""
        await asyncio.gather(*(self.service.inbox.receive(message) for message in messages))
        await self.service.settle()

    async def tick(self, *names: str) -> None:
        """Do what the leader does at each tick, then what workers and senders do, until nothing moves."""
        for tick in self.service.leader.ticks:
            if tick.name in (names or TICKS):
                await tick.act()
        await self.service.settle()

    def local(self, day: datetime, hour: int, minute: int = 0) -> datetime:
        """Return a time on the town's clocks, in UTC."""
        zone = self.service.settings.timezone
        return day.astimezone(zone).replace(hour=hour, minute=minute).astimezone(UTC)


def day_after(monday: datetime, days: int) -> datetime:
    """Return noon of a day of the week that begins on this Monday; noon exists on every day."""
    return monday + timedelta(days=days)
