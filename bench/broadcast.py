"""How quickly is a broadcast planned, does it keep the pace exactly, and are replies still prompt meanwhile?"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import orjson

from bench.many.deployment import PATH, deployed
from bench.webhook.caller import SECRET
from bench.webhook.load import Crowd, connect
from bench.webhook.plays import OURS
from bot.conversation.posting import message_to_json
from dialogues.content import Message
from storage.database import Database, open_database
from storage.migrations import upgrade
from storage.outbox import BROADCAST, Outgoing
from storage.unit import Unit
from tests.servers.postgresql import start_postgresql
from tests.servers.redis import start_redis

#: Rows of one transaction of the plan.
BATCH = 5_000

#: Broadcast messages go to chats from here on.
CROWD = 10_000_000

#: Targets: seconds, part of the pace, milliseconds.
PLANNED, KEPT, PROMPT = 10.0, 0.98, 250.0

#: How many messages the pretend Telegram takes at once beyond its pace, as a part of a second's.
GRACE = 0.2


class Strict:
    """A bucket that the pretend Telegram holds against us: above its pace it answers 429."""

    def __init__(self, rate: float) -> None:
        self.rate, self.refused, self.taken = rate, 0, 0
        self._free_at = 0.0

    def takes(self) -> bool:
        """Count one call; return whether it is within the pace."""
        now = time.monotonic()
        if max(self._free_at, now) - now > GRACE:
            self.refused += 1
            return False
        self._free_at, self.taken = max(self._free_at, now) + 1 / self.rate, self.taken + 1
        return True


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
        "--talking", type=int, default=2, help="residents who write meanwhile, one after the other each"
    )
    parser.add_argument(
        "--alone", action="store_true", help="without Redis: each sender keeps its part of the pace"
    )
    return parser


async def _measure(url: str, redis: str, options: argparse.Namespace) -> None:
    await upgrade(url)
    database = open_database(url)
    planned = await _plan(database, options.people)
    crowd, strict = Crowd(OURS), Strict(options.rate)
    told: list[float] = []
    _be_strict(crowd, strict, told)
    roles = ["web", *["work"] * options.workers]
    more = {"BENCH_PACED": "1", "PALABRE_TELEGRAM_RATE": str(options.rate)}
    more |= {"PALABRE_REDIS_URL": redis} if redis else {}
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        async with deployed(roles, url, await crowd.stub.listen(), Path(folder), **more) as deployment:
            callers = await connect(deployment.port, PATH, SECRET, options.talking)
            talking = asyncio.create_task(crowd.talk(callers, 10**9))
            while len(told) < options.people and not talking.done():  # noqa: ASYNC110 - the stub counts
                await asyncio.sleep(0.2)
            waits = sorted(crowd.waits())
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
    for fault in sorted(set(crowd.faults())):
        print(f"!! {fault}")
    await database.close()
    _report(options, planned, told, strict, waits)


async def _plan(database: Database, people: int) -> float:
    """Put the broadcast into the outbox; return the seconds that it took."""
    now, begun = datetime.now(UTC), time.perf_counter()
    for first in range(CROWD, CROWD + people, BATCH):
        rows = [
            Outgoing(
                f"p{n}", "telegram", str(n), message_to_json(Message("Annonce")), now, priority=BROADCAST
            )
            for n in range(first, min(first + BATCH, CROWD + people))
        ]
        await database.transact(partial(_store, rows, now))
    return time.perf_counter() - begun


def _store(rows: list[Outgoing], now: datetime, unit: Unit) -> None:
    unit.outbox.add(rows, now)


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
        if b"Annonce" in body:
            told.append(time.monotonic())
        return grant(head, body)

    stub.answer = answer  # type: ignore[method-assign]


def _report(
    options: argparse.Namespace, planned: float, told: list[float], strict: Strict, waits: list[float]
) -> None:
    seconds = told[-1] - told[0]
    # replies leave at the same pace: they count
    kept = strict.taken / seconds / options.rate
    p50, p99 = (1000 * waits[len(waits) * part // 100] if waits else float("nan") for part in (50, 99))
    print("| what | found | target |\n|---|---|---|")
    print(
        f"| {options.people} recipients planned, s | {planned:.2f} | ≤ {PLANNED:g} {_met(planned <= PLANNED)} |"
    )
    print(f"| sent at, part of {options.rate}/s | {kept:.3f} | ≥ {KEPT:g} {_met(kept >= KEPT)} |")
    print(f"| answers 429 | {strict.refused} | 0 {_met(strict.refused == 0)} |")
    print(f"| replies meanwhile, {len(waits)}, p50 ms | {p50:.0f} | |")
    print(f"| replies meanwhile, p99 ms | {p99:.0f} | ≤ {PROMPT:g} {_met(p99 <= PROMPT)} |")


def _met(met: bool) -> str:
    return "yes" if met else "NO"
