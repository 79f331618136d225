"""How are many processes of the service started, killed, frozen and replaced?"""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import aiohttp

from bench.webhook.caller import SECRET
from tests.faults.nursery import Nursery
from tests.journey.house import KEY
from tests.kill.serving import free_port

Kind = Literal["web", "work"]

#: Seconds that a process may take to be ready, and to stop, on a machine that does much else.
PATIENCE = 60.0

#: Messages a second that the pretend Telegram grants: the most that a setting allows.
RATE = 1000


@dataclass(slots=True)
class Member:
    """One place of the fleet: a process, and those that follow it."""

    kind: Kind
    port: int
    environment: Mapping[str, str]
    log: Path
    nursery: Nursery
    pid: int = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start the process of this place."""
        port = {"web": "PALABRE_PORT", "work": "PALABRE_WORK_PORT"}[self.kind]
        self.pid = self.nursery.start(self.kind, {**self.environment, port: str(self.port)}, self.log)

    def kill(self) -> None:
        """End the process as `kill -9` does, and start another in its place."""
        os.kill(self.pid, signal.SIGKILL)
        assert self.nursery.wait(self.pid) == -signal.SIGKILL, self.words()
        self.start()

    @asynccontextmanager
    async def frozen(self) -> AsyncIterator[None]:
        """Keep the process from doing anything, as a machine that sleeps does."""
        os.kill(self.pid, signal.SIGSTOP)
        yield
        os.kill(self.pid, signal.SIGCONT)

    async def ready(self) -> None:
        """Return when the process says that it is ready."""
        try:
            async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
                while not await _answers(session, f"http://127.0.0.1:{self.port}/health/ready"):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{self.kind} is not ready: {self.words()}") from None

    def words(self) -> str:
        """Return what was written on standard error."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""


@dataclass(slots=True)
class Fleet:
    """`palabre web` and `palabre work`, as many as are wanted, on one store."""

    members: list[Member]
    kills: Counter[str] = field(default_factory=Counter)

    def ports(self) -> list[int]:
        """Return where messages may be brought."""
        return [member.port for member in self.members if member.kind == "web"]

    async def ready(self) -> None:
        """Return when every process is ready."""
        await asyncio.gather(*(member.ready() for member in self.members))

    async def kill(self, member: Member, after: float) -> None:
        """Kill a process so many seconds from now."""
        await asyncio.sleep(after)
        await asyncio.to_thread(member.kill)
        self.kills[member.kind] += 1

    async def stop(self) -> None:
        """Ask every process to finish; each must end by itself and well."""
        await self.ready()
        for member in self.members:
            os.kill(member.pid, signal.SIGTERM)
        for member in self.members:
            code = await asyncio.to_thread(member.nursery.wait, member.pid)
            assert code == 0, member.words()


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a process: nothing of ours but these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    given = {
        "DATA": str(folder),
        "SECRET_KEY": KEY,
        "LANGUAGES": "fr",
        "UNDERSTAND": "false",
        "WRITING_HOURS": "mon-sun 00:00-24:00",
        "HOLIDAYS": "none",
        "LOG_LEVEL": "WARNING",
        "PUBLIC_URL": "https://ville.example",
        "TELEGRAM_TOKEN": "666:TOK",
        "TELEGRAM_SECRET": SECRET,
        "TELEGRAM_RATE": str(RATE),
        **settings,
    }
    return {**kept, **{f"PALABRE_{name}": value for name, value in given.items()}}


@asynccontextmanager
async def sailing(folder: Path, *kinds: Kind, **settings: str) -> AsyncIterator[Fleet]:
    """Give a fleet that is ready; nothing of it is left at the end."""
    given, nursery = environment(folder, **settings), Nursery()
    try:
        places = enumerate(kinds)
        fleet = Fleet(
            [Member(kind, free_port(), given, folder / f"{n}-{kind}.log", nursery) for n, kind in places]
        )
        await fleet.ready()
        yield fleet
    finally:
        nursery.close()


async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=2)) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
