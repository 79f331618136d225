"""When the faults are over and what waited is done, was every promise kept?"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bench.webhook.caller import SECRET
from bot.bootstrap import build
from bot.conversation.posting import message_to_json
from dialogues.content import Message
from storage import models
from storage.database import Database, open_database
from storage.models.base import table
from storage.outbox import BROADCAST, Outgoing
from storage.unit import Unit
from tests.faults.fleet import RATE
from tests.journey.house import settings
from tests.kill.play import Verdict, judge

#: Broadcast messages go to chats from here on.
CROWD = 10_000_000

_outbox = table(models.Outbound)


async def settle(url: str, telegram: str, folder: Path) -> None:
    """Take back what dead senders had claimed, as is done after a while, then do all that waits."""
    given = settings(
        url, folder, languages=("fr",), telegram_token="666:TOK", telegram_secret=SECRET, telegram_rate=RATE,
        telegram_api_url=telegram, public_url="https://ville.example",
    )  # fmt: skip
    service = build(given)
    try:
        await service.start()
        await service.recovery.recover(timedelta(0))
        while await _left(service.database):
            await service.settle()
    finally:
        await service.close()


async def judged(url: str, acknowledged: Sequence[tuple[str, str]]) -> Verdict:
    """Return whether each acknowledged message was answered once, in order."""
    database = open_database(url)
    try:
        return await database.read(lambda unit: judge(unit, acknowledged))
    finally:
        await database.close()


async def announce(url: str, people: range) -> None:
    """Put one message to each of these people into the outbox, as a broadcast does."""
    now = datetime.now(UTC)
    rows = [
        Outgoing(
            f"p{chat}",
            "telegram",
            str(chat),
            message_to_json(Message(f"Annonce {chat}")),
            now,
            priority=BROADCAST,
        )
        for chat in range(CROWD + people.start, CROWD + people.stop)
    ]
    database = open_database(url)
    await database.transact(lambda unit: unit.outbox.add(rows, now))
    await database.close()


async def fates(url: str) -> dict[int, str]:
    """Return what became of each broadcast message, by chat."""

    def read(unit: Unit) -> dict[int, str]:
        query = select(_outbox.c.address, _outbox.c.status).where(_outbox.c.priority == BROADCAST)
        return {int(row.address): row.status for row in unit.connection.execute(query)}

    database = open_database(url)
    found = await database.read(read)
    await database.close()
    return found


def broadcast_faults(fates: dict[int, str], received: dict[int, list[str]]) -> list[str]:
    """Tell who got a broadcast twice, or neither got it nor is marked `uncertain`."""
    faults = []
    for chat, status in fates.items():
        times = len(received.get(chat, ()))
        if times > 1 or status not in ("sent", "uncertain") or (status == "sent" and times != 1):
            faults.append(f"{chat}: {status}, received {times} times")
    return faults


async def handled(url: str, within: float) -> None:
    """Return when no message waits for its turn: the processes that live must see to it themselves."""
    database = open_database(url)
    async with asyncio.timeout(within):
        while await database.read(lambda unit: unit.inbox.counts().pending):  # noqa: ASYNC110 - other processes work
            await asyncio.sleep(0.1)
    await database.close()


async def _left(database: Database) -> int:
    """Return how many messages wait for their turn, or to be sent."""

    def count(unit: Unit) -> int:
        statuses = Counter(unit.connection.execute(select(_outbox.c.status)).scalars())
        return statuses["waiting"] + statuses["sending"] + unit.inbox.counts().pending

    return await database.read(count)
