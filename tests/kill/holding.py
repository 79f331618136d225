"""What does a worker do that is frozen within its transaction? Claims, says so, and commits when it is told to."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

from storage.database import open_database
from storage.errors import Unavailable
from storage.unit import Unit


def hold(unit: Unit) -> None:
    """Claim one message; keep its row until a line is read."""
    print(len(unit.inbox.claim(1, datetime.now(UTC))), flush=True)
    sys.stdin.readline()
    unit.inbox.counts()


async def main(url: str) -> None:
    """Say whether the transaction was committed."""
    try:
        await open_database(url).transact(hold)
    except Unavailable:
        print("unavailable", flush=True)
    else:
        print("committed", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
