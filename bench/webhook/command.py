"""`python -m bench webhook`: the three-step idea at 64 chats, ours and the peers', in one run."""

from __future__ import annotations

import argparse
import asyncio
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.webhook.contestants import REDIS_PORT, Contestant, ours, peers
from bench.webhook.run import Effort, Result, measure
from tests.servers.binaries import redis_server, unprivileged
from tests.servers.postgresql import PostgresqlServer, start_postgresql
from tests.servers.process import Process

HEADINGS = (
    "service", "updates/s", "CPU ms/update", "p50 ms", "p99 ms", "MiB", "calls/dialogue", "dialogues/s", "ours ×",
)  # fmt: skip


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, and print the table."""
    options = _options().parse_args(arguments)
    effort = Effort(options.chats, options.dialogues, options.warm)
    server = start_postgresql()
    if server is None:
        raise SystemExit("no PostgreSQL: not on this machine, not in a wheel")
    try:
        with _redis() as redis:
            known = [ours(), *peers(options.uvloop, redis=redis)]
            asked = [c for c in known if not options.only or c.name in options.only.split(",")]
            _report(asked, _rounds(asked, server, effort, options.rounds))
    finally:
        server.stop()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench webhook")
    parser.add_argument("--chats", type=int, default=64, help="residents at once")
    parser.add_argument("--dialogues", type=int, default=600, help="dialogues of a run")
    parser.add_argument("--warm", type=int, default=100, help="dialogues before it")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, one after the other in turn")
    parser.add_argument("--only", default="", help="names with commas: palabre,grammy,aiogram,ptb,floor")
    parser.add_argument("--uvloop", default="0", help="1: the peers in Python with uvloop too")
    return parser


def _rounds(
    asked: Sequence[Contestant], server: PostgresqlServer, effort: Effort, rounds: int
) -> dict[str, list[Result]]:
    """Return the results of each; they take turns, so that a noisy minute harms all alike."""
    found: dict[str, list[Result]] = {contestant.name: [] for contestant in asked}
    for _ in range(rounds):
        for contestant in asked:
            database = server.create()
            try:
                found[contestant.name].append(asyncio.run(measure(contestant, database, effort)))
            finally:
                server.drop(database)
    return found


def _report(asked: Sequence[Contestant], found: dict[str, list[Result]]) -> None:
    print("| " + " | ".join(HEADINGS) + " |")
    print("|---" * len(HEADINGS) + "|")
    ours_rate = _median(found.get("palabre", []), "rate")
    for contestant in asked:
        results = found[contestant.name]
        rate = _median(results, "rate")
        cells = (
            contestant.name, f"{rate:.0f}", f"{_median(results, 'cpu'):.3f}", f"{_median(results, 'p50'):.1f}",
            f"{_median(results, 'p99'):.1f}", f"{_median(results, 'memory'):.0f}",
            f"{_median(results, 'calls'):.1f}", f"{rate / len(contestant.play):.0f}",
            f"{ours_rate / rate:.2f}" if ours_rate else "",
        )  # fmt: skip
        print("| " + " | ".join(cells) + " |")
        for fault in sorted({fault for result in results for fault in result.faults}):
            print(f"!! {contestant.name}: {fault}")


def _median(results: Sequence[Result], figure: str) -> float:
    return median(getattr(result, figure) for result in results) if results else 0.0


@contextmanager
def _redis() -> Iterator[bool]:
    """Run the Redis that the peers keep their sessions in; tell whether there is one."""
    binary = redis_server()
    if binary is None:
        yield False
        return
    folder = Path(tempfile.mkdtemp(prefix="palabre-redis-"))
    folder.chmod(0o777)
    command = [
        str(binary),
        "--port",
        str(REDIS_PORT),
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        str(folder),
    ]
    server = Process(folder, unprivileged(), command).wait_for(_redis_answers)
    try:
        yield True
    finally:
        server.stop()


def _redis_answers() -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", REDIS_PORT)) == 0
