"""How does one contestant do in one run? Started alone, warmed up, measured, and its rows counted."""

from __future__ import annotations

import asyncio
import signal
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from bench.webhook.caller import Caller
from bench.webhook.contestants import Contestant, Place
from bench.webhook.load import Crowd, Tally, connect
from bench.webhook.process import cpu_seconds, resident_mib

#: Where the peers keep an idea: the table of their README. Ours has its own schema.
TABLE = (
    "CREATE TABLE ideas_of_peers (id bigserial PRIMARY KEY, peer text NOT NULL, chat_id bigint NOT NULL, "
    "solution text NOT NULL, problem text NOT NULL, benefit text NOT NULL, created timestamptz NOT NULL DEFAULT now())"
).replace("ideas_of_peers", "ideas")


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is asked."""

    chats: int = 64
    dialogues: int = 600
    warm: int = 100


@dataclass(frozen=True, slots=True)
class Result:
    """What one run gave."""

    #: inbound updates a second
    rate: float
    #: milliseconds of the bot's processor for an update
    cpu: float
    #: milliseconds from update to reply, half of them and all but one in a hundred
    p50: float
    p99: float
    memory: float
    #: calls of the Bot API for a dialogue
    calls: float
    faults: tuple[str, ...]


async def measure(contestant: Contestant, database: str, effort: Effort) -> Result:
    """Return what one run gave; its faults say when it is worth nothing."""
    crowd = Crowd(contestant.play)
    stub = await crowd.stub.listen()
    if contestant.name != "palabre":
        await _execute(database, TABLE)
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        place = Place(_free_port(), stub, database, Path(folder))
        async with _running(contestant, place) as process:
            callers = await connect(place.port, contestant.path, contestant.secret, effort.chats)
            result = await _talk(crowd, callers, effort, process.pid)
    crowd.stub.close()
    stored = await _count(database)
    lost = effort.dialogues + effort.warm - stored
    return result if not lost else _spoilt(result, f"{lost} ideas are not stored")


async def _talk(crowd: Crowd, callers: list[Caller], effort: Effort, pid: int) -> Result:
    warm = await crowd.talk(callers, effort.warm)
    before = cpu_seconds(pid)
    tally = await crowd.talk(callers, effort.dialogues)
    cpu = cpu_seconds(pid) - before
    for caller in callers:
        caller.close()
    return _result(tally, cpu, resident_mib(pid), effort, warm.faults)


def _result(tally: Tally, cpu: float, memory: float, effort: Effort, faults: list[str]) -> Result:
    waits, count = sorted(tally.waits), len(tally.waits)
    return Result(
        count / tally.seconds,
        cpu / count * 1000,
        waits[count // 2] * 1000,
        waits[count * 99 // 100] * 1000,
        memory,
        sum(tally.calls.values()) / effort.dialogues,
        (*faults, *tally.faults),
    )


def _spoilt(result: Result, fault: str) -> Result:
    return Result(
        result.rate, result.cpu, result.p50, result.p99, result.memory, result.calls, (*result.faults, fault)
    )


@asynccontextmanager
async def _running(contestant: Contestant, place: Place) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *contestant.command, cwd=contestant.folder, env=contestant.environment(place)
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _execute(database: str, sql: str) -> None:
    connection = await asyncpg.connect(database)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


async def _count(database: str) -> int:
    connection = await asyncpg.connect(database)
    try:
        return int(await connection.fetchval("SELECT count(*) FROM ideas"))
    finally:
        await connection.close()
