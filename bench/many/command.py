"""`python -m bench many`: the webhook bench with one worker and two, with a large town stored, and the floor."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.many.deployment import PATH, Deployment, deployed, server_cpu
from bench.many.town import populate
from bench.webhook.caller import SECRET
from bench.webhook.load import Crowd, connect
from bench.webhook.plays import OURS
from tests.servers.postgresql import PostgresqlServer, start_postgresql

#: name → processes; the first takes the webhooks
CASES = {
    "serve": ("serve",),
    "web + 1 work": ("web", "work"),
    "web + 2 work": ("web", "work", "work"),
    "web + 2 work, large town": ("web", "work", "work"),
    "floor": ("floor",),
}
LARGE = "web + 2 work, large town"
HEADINGS = (
    "processes", "updates/s", "CPU ms/update", "of PostgreSQL", "cores", "p50 ms", "p99 ms", "MiB", "MiB grown", "ratio"
)  # fmt: skip
#: what each case is compared with
BASES = {"web + 1 work": "serve", "web + 2 work": "web + 1 work", LARGE: "web + 2 work", "serve": "floor"}


@dataclass(frozen=True, slots=True)
class Result:
    """What one run gave."""

    rate: float
    cpu: float
    server: float
    cores: float
    p50: float
    p99: float
    memory: float
    grown: float
    faults: tuple[str, ...]


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, and print the table."""
    options = _options().parse_args(arguments)
    server = start_postgresql()
    if server is None:
        raise SystemExit("no PostgreSQL: not on this machine, not in a wheel")
    try:
        asked = [name for name in CASES if not options.only or name in options.only.split(";")]
        _report(asyncio.run(_measure(asked, server, options)))
    finally:
        server.stop()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench many")
    parser.add_argument("--chats", type=int, default=64, help="residents at once")
    parser.add_argument("--dialogues", type=int, default=600, help="dialogues of a run")
    parser.add_argument("--warm", type=int, default=100, help="dialogues before it")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each case, in turn")
    parser.add_argument(
        "--people", type=int, default=1_000_000, help="people of the large town, five answers each"
    )
    parser.add_argument("--only", default="", help=f"cases, with semicolons: {';'.join(CASES)}")
    return parser


async def _measure(
    asked: Sequence[str], server: PostgresqlServer, options: argparse.Namespace
) -> dict[str, list[Result]]:
    """Return the results of each case; they take turns. The large town is stored once, and grows a little."""
    found: dict[str, list[Result]] = {name: [] for name in asked}
    large = await asyncio.to_thread(server.create)
    if LARGE in asked:
        await populate(large, options.people)
    for _ in range(options.rounds):
        for name in asked:
            database = large if name == LARGE else await asyncio.to_thread(server.create)
            found[name].append(await _run(name, database, options))
            if name != LARGE:
                await asyncio.to_thread(server.drop, database)
    return found


async def _run(name: str, database: str, options: argparse.Namespace) -> Result:
    crowd = Crowd(OURS)
    stub = await crowd.stub.listen()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        async with deployed(CASES[name], database, stub, Path(folder)) as deployment:
            result = await _talk(crowd, deployment, postmaster(database), options)
    crowd.stub.close()
    return result


async def _talk(crowd: Crowd, deployment: Deployment, server: int, options: argparse.Namespace) -> Result:
    callers = await connect(deployment.port, PATH, SECRET, options.chats)
    warm = await crowd.talk(callers, options.warm)
    before, theirs, memory = deployment.cpu(), server_cpu(server), deployment.memory()
    tally = await crowd.talk(callers, options.dialogues)
    ours, theirs = deployment.cpu() - before, server_cpu(server) - theirs
    waits, count = sorted(tally.waits), len(tally.waits)
    held = deployment.memory()
    for caller in callers:
        caller.close()
    return Result(
        count / tally.seconds, ours / count * 1000, theirs / count * 1000, (ours + theirs) / tally.seconds,
        waits[count // 2] * 1000, waits[count * 99 // 100] * 1000, held, held - memory, (*warm.faults, *tally.faults),
    )  # fmt: skip


def postmaster(database: str) -> int:
    """Return PostgreSQL's first process: its file lies beside the socket that the address names."""
    folder = Path(database.rpartition("host=")[2])
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def _report(found: dict[str, list[Result]]) -> None:
    print("| " + " | ".join(HEADINGS) + " |")
    print("|---" * len(HEADINGS) + "|")
    rates = {name: median(result.rate for result in results) for name, results in found.items()}
    for name, results in found.items():
        fields = ("cpu", "server", "cores", "p50", "p99", "memory", "grown")
        cells = [name, f"{rates[name]:.0f}"]
        cells += [f"{median(getattr(result, field) for result in results):.2f}" for field in fields]
        base = BASES.get(name, "")
        cells.append(f"{rates[name] / rates[base]:.2f} of {base}" if base in rates else "")
        print("| " + " | ".join(cells) + " |")
        for fault in sorted({fault for result in results for fault in result.faults}):
            print(f"!! {name}: {fault}")
