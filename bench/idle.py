"""What does `palabre serve` cost when nobody writes: memory held, and seconds from its start to ready?

Tools for development bring libraries along that others then load; `--python` names the Python of an environment that
holds `requirements/run.txt` only, as a town's does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.many.deployment import ROOT, free_port, ready
from bench.webhook.process import cpu_seconds, resident_mib

RUNS = 5

#: Seconds that it idles, during which its processor time is counted.
IDLE = 10.0

#: What it should stay under: MiB, seconds.
MEMORY, START = 150.0, 2.0


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser("python -m bench idle")
    parser.add_argument("--python", default=sys.executable, help="the Python that serves")
    python = parser.parse_args(arguments).python
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        runs = [asyncio.run(_measure(Path(folder), python)) for _ in range(RUNS + 1)][1:]
    start, memory, cpu = (median(figures) for figures in zip(*runs, strict=True))
    print("| what | median | target |\n|---|---|---|")
    print(f"| start to ready, s | {start:.2f} | ≤ {START:g} {'yes' if start <= START else 'NO'} |")
    print(f"| memory, MiB | {memory:.0f} | ≤ {MEMORY:g} {'yes' if memory <= MEMORY else 'NO'} |")
    print(f"| processor, ms a second | {cpu * 1000:.1f} | |")


async def _measure(folder: Path, python: str) -> tuple[float, float, float]:
    """Return the seconds to ready, the MiB held and the processor time of an idle second."""
    port = free_port()
    env = {
        **os.environ,
        "PALABRE_DATA": str(folder),
        "PALABRE_PORT": str(port),
        "PALABRE_LOG_LEVEL": "WARNING",
    }
    # as in a town, the first start leaves compiled modules for the next ones
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    command = (python, "-c", "from bot.cli import main; main()", "serve")
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=env)
    try:
        await ready(port)
        start, before = time.perf_counter() - begun, cpu_seconds(process.pid)
        await asyncio.sleep(IDLE)
        return start, resident_mib(process.pid), (cpu_seconds(process.pid) - before) / IDLE
    finally:
        process.terminate()
        await process.wait()
