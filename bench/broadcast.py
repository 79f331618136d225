"""How quickly is a broadcast planned, does it keep the pace exactly, and are replies still prompt meanwhile?"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from bench.many.command import postmaster
from bench.many.deployment import PATH, Deployment, deployed, server_cpu
from bench.recipients import fill, measure
from bench.strict import Punctuality, Strict
from bench.webhook.caller import SECRET, Caller
from bench.webhook.load import Crowd, connect
from bench.webhook.plays import OURS
from bot.bootstrap import build
from storage.migrations import upgrade
from tests.journey.house import settings
from tests.servers.postgresql import start_postgresql
from tests.servers.redis import start_redis

#: Recipients' chats are this and a number.
CHATS = "70"

SAYS = "La piscine rouvre lundi."

#: What has announcements planned for Telegram.
TELEGRAM = {"telegram_token": "666:TOK", "telegram_secret": SECRET}

#: Targets: seconds, part of the pace, milliseconds.
PLANNED, KEPT, PROMPT = 10.0, 0.98, 250.0

#: Seconds that a resident reads: one chat is written to once a second (norms §6), and a reply may be two messages.
READING = 1.5


@dataclass(frozen=True, slots=True)
class Run:
    """What was seen while a broadcast left."""

    #: seconds that the plan took
    planned: float
    #: seconds that residents waited for replies, in order
    waits: Sequence[float]
    faults: Sequence[str]
    #: seconds of processor time for a recipient: ours, PostgreSQL's
    cpu: float
    server: float
    #: longest time, in seconds, that this process was late to count
    lag: float


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, and print the table."""
    options = _options().parse_args(arguments)
    server, redis = start_postgresql(), None if options.alone else start_redis()
    if server is None:
        raise SystemExit("no PostgreSQL: not on this machine, not in a wheel")
    try:
        asyncio.run(_measure(server.create(), redis.url if redis else "", options))
    finally:
        server.stop()
        if redis:
            redis.stop()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench broadcast")
    parser.add_argument("--people", type=int, default=100_000, help="recipients")
    parser.add_argument("--rate", type=int, default=1000, help="messages a second that the provider takes")
    parser.add_argument("--workers", type=int, default=2, help="processes that send")
    parser.add_argument(
        "--talking", type=int, default=8, help="residents who write meanwhile, one after the other each"
    )
    parser.add_argument(
        "--alone", action="store_true", help="without Redis: each sender keeps its part of the pace"
    )
    return parser


async def _measure(url: str, redis: str, options: argparse.Namespace) -> None:
    await upgrade(url)
    crowd, strict = Crowd(OURS, READING), Strict(options.rate)
    told: list[float] = []
    _be_strict(crowd, strict, told)
    roles = ["web", *["work"] * options.workers]
    more = {"BENCH_PACED": "1", "PALABRE_TELEGRAM_RATE": str(options.rate)}
    more |= {"PALABRE_REDIS_URL": redis} if redis else {}
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        async with deployed(roles, url, await crowd.stub.listen(), Path(folder), **more) as deployment:
            callers = await connect(deployment.port, PATH, SECRET, options.talking)
            # what a process does for the first time is not what is measured
            await crowd.talk(callers, options.talking)
            run = await _broadcast(url, crowd, callers, deployment, told, options.people, Path(folder))
    _report(options, run, told, strict)


async def _broadcast(
    url: str,
    crowd: Crowd,
    callers: Sequence[Caller],
    deployment: Deployment,
    told: list[float],
    people: int,
    folder: Path,
) -> Run:
    """Send an announcement to everybody, as staff do, and have residents write until all are told."""
    service, punctuality = build(settings(url, folder, **TELEGRAM)), Punctuality()
    await service.start()
    await service.database.transact(lambda unit: fill(unit, people, "telegram", CHATS))
    watching = asyncio.create_task(punctuality.watch())
    ours, theirs = deployment.cpu(), server_cpu(postmaster(url))
    _, planned = await measure(service, 0, SAYS)
    talking = asyncio.create_task(crowd.talk(callers, 10**9))
    while len(told) < people and not talking.done():  # noqa: ASYNC110 - the stub counts
        await asyncio.sleep(0.2)
    waits, faults = sorted(crowd.waits()), sorted(set(crowd.faults()))
    ours, theirs = deployment.cpu() - ours, server_cpu(postmaster(url)) - theirs
    crowd.stop()
    watching.cancel()
    await asyncio.gather(talking, watching, return_exceptions=True)
    await service.close()
    return Run(planned, waits, faults, ours / people, theirs / people, punctuality.longest)


def _be_strict(crowd: Crowd, strict: Strict, told: list[float]) -> None:
    """Let the pretend Telegram refuse what comes above the pace, and note when each recipient was told."""
    stub = crowd.stub
    grant = stub.answer

    def answer(head: bytes, body: bytes) -> bytes:
        if b"sendMessage" not in head.partition(b"\r")[0]:
            return grant(head, body)
        if not strict.takes():
            refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1"}
            return orjson.dumps({**refusal, "parameters": {"retry_after": 1}})
        if SAYS.encode() in body:
            told.append(time.monotonic())
        return grant(head, body)

    stub.answer = answer  # type: ignore[method-assign]


def _report(options: argparse.Namespace, run: Run, told: list[float], strict: Strict) -> None:
    # replies leave at the same pace: they count
    kept = (strict.taken(told[0], told[-1]) - 1) / (told[-1] - told[0]) / options.rate
    p50, p99 = (
        1000 * run.waits[len(run.waits) * part // 100] if run.waits else float("nan") for part in (50, 99)
    )
    planned, refused = run.planned, strict.refused
    print("| what | found | target |\n|---|---|---|")
    print(
        f"| {options.people} recipients planned, s | {planned:.2f} | ≤ {PLANNED:g} {_met(planned <= PLANNED)} |"
    )
    print(f"| sent at, part of {options.rate}/s | {kept:.3f} | ≥ {KEPT:g} {_met(kept >= KEPT)} |")
    print(f"| answers 429 | {refused} | 0 {_met(refused == 0)} |")
    print(f"| fullest second, part of {options.rate} | {strict.fullest() / options.rate:.3f} | |")
    print(f"| replies meanwhile, {len(run.waits)}, p50 ms | {p50:.0f} | |")
    print(f"| replies meanwhile, p99 ms | {p99:.0f} | ≤ {PROMPT:g} {_met(p99 <= PROMPT)} |")
    print(f"| CPU of a message, ms, and of PostgreSQL | {run.cpu * 1000:.2f}, {run.server * 1000:.2f} | |")
    print(
        f"| the bench's own lag, ms; load of {os.cpu_count()} cores | {run.lag * 1000:.0f}; {os.getloadavg()[0]:.1f} | |"
    )
    for fault in run.faults:
        print(f"!! {fault}")


def _met(met: bool) -> str:
    return "yes" if met else "NO"
