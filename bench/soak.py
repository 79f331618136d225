"""Do memory and queues stay flat while residents write for ten minutes?

The town has had as many ideas before as a worker remembers at the most: what grows then, grows for ever.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import aiohttp

from bench.many.deployment import PATH, Deployment, deployed
from bench.many.ideas import remember
from bench.webhook.caller import SECRET
from bench.webhook.load import Crowd, connect
from bench.webhook.plays import OURS
from tests.servers.postgresql import start_postgresql

#: Memory of the last third may be this much above that of the second, as a part of it.
GROWTH = 0.05

#: Seconds that a message may wait.
AGE = 5.0

#: Seconds between two looks.
EVERY = 5.0


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, print the table, and fail when something grows."""
    parser = argparse.ArgumentParser("python -m bench soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument(
        "--chats", type=int, default=8, help="residents at once: fewer than the machine can answer"
    )
    options = parser.parse_args(arguments)
    server = start_postgresql()
    if server is None:
        raise SystemExit("no PostgreSQL: not on this machine, not in a wheel")
    try:
        if not asyncio.run(_soak(server.create(), options)):
            raise SystemExit("memory or queues grew")
    finally:
        server.stop()


async def _soak(url: str, options: argparse.Namespace) -> bool:
    await remember(url)
    crowd = Crowd(OURS)
    stub = await crowd.stub.listen()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        async with deployed(("web", "work", "work"), url, stub, Path(folder)) as deployment:
            callers = await connect(deployment.port, PATH, SECRET, options.chats)
            talking = asyncio.create_task(crowd.talk(callers, 10**9))
            looks = await _look(deployment, options.minutes * 60, talking)
            waits = crowd.waits()
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
    return _report(looks, waits)


async def _look(
    deployment: Deployment, seconds: float, talking: asyncio.Task[object]
) -> list[tuple[float, float]]:
    """Return memory in MiB and the age of the oldest message in seconds, seen again and again."""
    looks, end = [], time.monotonic() + seconds
    async with aiohttp.ClientSession() as session:
        while time.monotonic() < end and not talking.done():
            await asyncio.sleep(EVERY)
            looks.append((deployment.memory(), await _oldest(session, deployment.port)))
    return looks


async def _oldest(session: aiohttp.ClientSession, port: int) -> float:
    async with session.get(f"http://127.0.0.1:{port}/metrics") as response:
        page = await response.text()
    lines = (line for line in page.splitlines() if line.startswith("palabre_queue_age_seconds"))
    return max(float(line.rpartition(" ")[2]) for line in lines)


def _report(looks: list[tuple[float, float]], waits: list[float]) -> bool:
    third = max(1, len(looks) // 3)
    memory = [look[0] for look in looks]
    before, after = fmean(memory[third : 2 * third] or memory), fmean(memory[-third:])
    age = max(look[1] for look in looks)
    flat, prompt = after <= before * (1 + GROWTH), age <= AGE
    ranked = sorted(waits)
    print("| what | found | target |\n|---|---|---|")
    print(f"| replies | {len(ranked)} | |")
    print(f"| p99, ms | {1000 * ranked[len(ranked) * 99 // 100]:.0f} | |")
    print(
        f"| memory, second and last third, MiB | {before:.0f}, {after:.0f} | + {GROWTH:.0%} {'yes' if flat else 'NO'} |"
    )
    print(f"| oldest message that waited, s | {age:.1f} | ≤ {AGE:g} {'yes' if prompt else 'NO'} |")
    return flat and prompt
