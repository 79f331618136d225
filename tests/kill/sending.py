"""What does a sender do until it is killed or frozen? Claims under its lock, says so, and asks what it may still send."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

from storage.database import open_database, parse_url
from storage.presence import PostgresqlPresence


async def send(url: str) -> None:
    """Claim everything; then, for each line that is read, say whether it may still be sent."""
    database, presence = open_database(url), PostgresqlPresence(parse_url(url), "victim")
    running = asyncio.create_task(presence.run(asyncio.Event()))
    await asyncio.sleep(0)
    while (name := presence.name()) is None:  # noqa: ASYNC110 - nothing tells when it has a session
        await asyncio.sleep(0.01)
    now = datetime.now(UTC)
    claimed = await database.transact(lambda unit: unit.outbox.claim(9, now, name, "sms"))
    print(len(claimed), flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        print(presence.holds(name), flush=True)
    running.cancel()


if __name__ == "__main__":
    asyncio.run(send(sys.argv[1]))
