"""Does a service that is told to stop finish what it has begun, and nothing else?"""

from __future__ import annotations

import asyncio

from bot.channels.message import OutboundMessage
from bot.channels.sending import Taken
from storage import models
from tests.journey.house import House


class Slow:
    """A provider that answers when it is let."""

    def __init__(self) -> None:
        self.begun, self.let = asyncio.Event(), asyncio.Event()
        self.sent: list[int] = []

    async def send(self, outbound: OutboundMessage) -> Taken:
        """Take the message, once let."""
        self.begun.set()
        await self.let.wait()
        self.sent.append(outbound.id)
        return Taken(str(outbound.id))


async def test_running_answers_and_stops(house: House) -> None:
    stopping = asyncio.Event()
    running = asyncio.create_task(house.service.run(stopping))
    resident = house.resident()
    await resident.post("bonjour")
    async with asyncio.timeout(90):
        while "sent" not in await house.statuses():
            await house.service.worker.wakeup.wait(0.01)
        stopping.set()
        await running
    assert resident.shown


async def test_what_was_claimed_is_finished(house: House) -> None:
    slow, stopping = Slow(), asyncio.Event()
    house.sender.carrier = slow
    residents = [house.resident(f"sms-{n}") for n in range(3)]
    await asyncio.gather(*(resident.post("bonjour") for resident in residents))
    await house.service.worker.drain()
    running = asyncio.create_task(house.service.run(stopping))
    async with asyncio.timeout(90):
        await slow.begun.wait()
        stopping.set()
        slow.let.set()
        await running
    rows = await house.rows(models.Outbound)
    assert sorted(slow.sent) == [row["id"] for row in rows if row["status"] == "sent"]
    assert {row["status"] for row in rows} <= {"sent", "waiting"} and len(slow.sent) >= 3


async def test_what_was_not_begun_waits(house: House) -> None:
    stopping = asyncio.Event()
    stopping.set()
    await house.resident().post("bonjour")
    await house.service.run(stopping)
    assert [row["status"] for row in await house.rows(models.Inbound)] == ["pending"]
    await house.restart()
    await house.service.settle()
    assert set(await house.statuses()) == {"sent"}
