"""Is the death of a sender on PostgreSQL known within seconds, and does one that was frozen send nothing?"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest

from bot.metrics import Metrics
from bot.outbox.recovery import Recovery
from storage import models
from storage.database import Database, open_database
from storage.models.base import table
from storage.outbox import BROADCAST, Outgoing, Recovered
from storage.presence import GRACE, LonePresence
from storage.unit import Unit

VICTIM = Path(__file__).parent / "sending.py"

#: seconds within which a death must be known: the server's patience, the grace, and a slow machine
SOON = 3 + GRACE + 15

pytestmark = pytest.mark.proof


@pytest.fixture
async def database(postgresql_url: str) -> AsyncIterator[Database]:
    opened = open_database(postgresql_url)
    yield opened
    await opened.close()


def put(unit: Unit) -> None:
    now = datetime.now(UTC)
    rows = [Outgoing("p1", "sms", "1", {"text": "Bonjour"}, now)]
    rows.append(Outgoing("p2", "sms", "2", {"text": "Une question"}, now, priority=BROADCAST))
    unit.outbox.add(rows, now)


async def statuses(database: Database) -> list[str]:
    rows = table(models.Outbound)

    def look(unit: Unit) -> list[str]:
        return [row.status for row in unit.connection.execute(rows.select().order_by(rows.c.id))]

    return await database.read(look)


async def start(database: Database, url: str) -> subprocess.Popen[str]:
    """Start a sender that has claimed everything."""
    await database.transact(put)
    root = VICTIM.parents[2]
    victim = subprocess.Popen(  # noqa: ASYNC220 - it outlives the loop when it is frozen
        [sys.executable, str(VICTIM), url],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root, env={"PYTHONPATH": str(root)},
    )  # fmt: skip
    assert victim.stdout is not None
    assert (await asyncio.to_thread(victim.stdout.readline)).strip() == "2"
    return victim


def may_send(victim: subprocess.Popen[str]) -> str:
    """Ask the sender whether it may send what it claimed."""
    assert victim.stdin is not None and victim.stdout is not None
    victim.stdin.write("\n")
    victim.stdin.flush()
    return victim.stdout.readline().strip()


def end(victim: subprocess.Popen[str]) -> None:
    victim.kill()
    victim.communicate()


async def take_back(recovery: Recovery) -> tuple[Recovered, float]:
    """Look as the leader does until something is found; return it, and after how many seconds."""
    begun = monotonic()
    async with asyncio.timeout(SOON):
        while (found := await recovery.look()) == Recovered(0, 0):  # noqa: ASYNC110 - the leader looks so
            await asyncio.sleep(0.2)
    return found, monotonic() - begun


async def test_a_killed_sender_is_known_soon(database: Database, postgresql_url: str) -> None:
    victim = await start(database, postgresql_url)
    recovery = Recovery(database, Metrics(), LonePresence("leader"))
    assert await recovery.look() == Recovered(0, 0) and may_send(victim) == "True"
    end(victim)
    found, seconds = await take_back(recovery)
    print(f"known after {seconds:.1f} s")
    assert found == Recovered(1, 1)
    assert await statuses(database) == ["waiting", "uncertain"]


async def test_a_frozen_sender_sends_nothing(database: Database, postgresql_url: str) -> None:
    victim = await start(database, postgresql_url)
    recovery = Recovery(database, Metrics(), LonePresence("leader"))
    victim.send_signal(signal.SIGSTOP)
    found, seconds = await take_back(recovery)
    print(f"known after {seconds:.1f} s")
    assert found == Recovered(1, 1)
    victim.send_signal(signal.SIGCONT)
    assert await asyncio.to_thread(may_send, victim) == "False"
    end(victim)


async def test_a_living_sender_keeps_its_own(database: Database, postgresql_url: str) -> None:
    victim = await start(database, postgresql_url)
    now = [0.0]
    recovery = Recovery(database, Metrics(), LonePresence("leader"), clock=lambda: now[0])
    for _ in range(3):
        assert await recovery.look() == Recovered(0, 0)
        now[0] += 1000.0
    assert await statuses(database) == ["sending", "sending"]
    end(victim)
