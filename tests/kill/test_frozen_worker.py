"""Does PostgreSQL let go of what a worker holds that is frozen within its transaction?"""

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

from storage.database import Database, open_database
from storage.postgresql import IDLE_IN_TRANSACTION
from tests.contract.universe import incoming

VICTIM = Path(__file__).parent / "holding.py"

#: seconds of the server's patience, and what a slow machine may add
PATIENCE, MORE = int(IDLE_IN_TRANSACTION.removesuffix("s")), 20

pytestmark = pytest.mark.proof


@pytest.fixture
async def database(postgresql_url: str) -> AsyncIterator[Database]:
    opened = open_database(postgresql_url)
    yield opened
    await opened.close()


async def test_a_frozen_worker_lets_go(database: Database, postgresql_url: str) -> None:
    await database.transact(lambda unit: unit.inbox.add([incoming("1", "a")]))
    # whoever is met for the first time is waited for, and not passed over
    assert await claim(database) == 1
    victim = await freeze(postgresql_url)
    begun = monotonic()
    assert await claim(database) == 0
    async with asyncio.timeout(PATIENCE + MORE):
        while not await claim(database):  # noqa: ASYNC110 - a worker looks so
            await asyncio.sleep(0.2)
    print(f"let go after {monotonic() - begun:.1f} s")
    victim.send_signal(signal.SIGCONT)
    said, _ = await asyncio.to_thread(victim.communicate, "\n")
    assert said.strip() == "unavailable"


async def freeze(url: str) -> subprocess.Popen[str]:
    """Start a worker, and freeze it once it has claimed the message."""
    root = VICTIM.parents[2]
    victim = subprocess.Popen(  # noqa: ASYNC220 - it outlives the loop when it is frozen
        [sys.executable, str(VICTIM), url],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root, env={"PYTHONPATH": str(root)},
    )  # fmt: skip
    assert victim.stdout is not None
    assert (await asyncio.to_thread(victim.stdout.readline)).strip() == "1"
    victim.send_signal(signal.SIGSTOP)
    return victim


async def claim(database: Database) -> int:
    """Return how many messages another worker finds."""
    return len(await database.transact(lambda unit: unit.inbox.claim(1, datetime.now(UTC))))
