"""How are the processes of a deployment started, and what do they cost together?"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.webhook.caller import SECRET
from bench.webhook.process import cpu_seconds, family, resident_mib

ROOT = Path(__file__).parents[2]
PATH = "/webhooks/telegram"
SERVICE = ("-m", "bench.many.service")

#: Seconds that a process may take to be ready.
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Deployment:
    """Processes that run, and the port of the one that takes webhooks."""

    port: int
    pids: Sequence[int]

    def cpu(self) -> float:
        """Return the seconds of processor time of all processes so far."""
        return sum(cpu_seconds(pid) for pid in self.pids)

    def memory(self) -> float:
        """Return the MiB that all processes hold now."""
        return sum(resident_mib(pid) for pid in self.pids)


def server_cpu(pid: int) -> float:
    """Return the seconds of processor time of PostgreSQL: of its processes that still run."""
    return sum(cpu_seconds(each) for each in family(pid))


@asynccontextmanager
async def deployed(
    roles: Sequence[str], database: str, stub: int, folder: Path, **more: str
) -> AsyncIterator[Deployment]:
    """Give processes of these roles, ready; the first takes the webhooks. `more` is added to their environment."""
    ports = [free_port() for _ in roles]
    env = {**os.environ, **settings(database, stub, folder), **more}
    processes = []
    try:
        for role, port in zip(roles, ports, strict=True):
            module = ("-m", "bench.floor") if role == "floor" else (*SERVICE, role)
            own = {"PALABRE_PORT": str(port), "PALABRE_WORK_PORT": str(port)}
            processes.append(
                await asyncio.create_subprocess_exec(sys.executable, *module, cwd=ROOT, env={**env, **own})
            )
            await ready(port)
        yield Deployment(ports[0], [process.pid for process in processes])
    finally:
        for process in processes:
            await _end(process)


def settings(database: str, stub: int, folder: Path) -> Mapping[str, str]:
    """Return the settings that all processes share."""
    return {
        "PALABRE_DATA": str(folder),
        "PALABRE_DATABASE_URL": database,
        "PALABRE_PUBLIC_URL": "https://ville.example",
        "PALABRE_TELEGRAM_TOKEN": "666:TOK",
        "PALABRE_TELEGRAM_SECRET": SECRET,
        "PALABRE_TELEGRAM_API_URL": f"http://127.0.0.1:{stub}",
        "PALABRE_LOG_LEVEL": "WARNING",
        "PALABRE_LANGUAGES": "fr",
        "PALABRE_UNDERSTAND": "false",
        "PALABRE_WRITING_HOURS": "mon-sun 00:00-24:00",
        "PALABRE_HOLIDAYS": "none",
    }


async def ready(port: int) -> None:
    """Return when the process on this port says that it is ready. Raise TimeoutError."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/health/ready") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.01)


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), 15)
    except TimeoutError:
        process.kill()
        await process.wait()
