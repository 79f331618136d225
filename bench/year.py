"""How long does a year of a town take, and does it add up? 2,000 residents, a question each week, the clock set by hand."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.process import spare_the_collector
from bot.logs import set_up_logs
from storage.migrations import upgrade
from tests.journey.reading import read_once
from tests.year.chance import numbered
from tests.year.living import Life
from tests.year.reckoning import reckon

#: Memory where there is some for files: what is measured is the service, not the disk of the day.
FAST = Path("/dev/shm")

WEEKS, PEOPLE, ASKED = 52, 2_000, 300


async def live(folder: Path, options: argparse.Namespace) -> int:
    """Live the year and reckon; return the exit code."""
    url = f"sqlite:///{folder / 'palabre.db'}"
    await upgrade(url)
    began, used = time.perf_counter(), time.process_time()
    life = Life(url, folder / "data", options.people, options.weeks, options.asked)
    spare_the_collector()
    await life.live()
    found = await reckon(life)
    seconds, used = time.perf_counter() - began, time.process_time() - used
    await life.town.close()
    print(
        f"{options.weeks} weeks, {options.people} residents: {seconds:.1f} s, {used:.1f} s of the processor"
    )
    print(found.line())
    print("\n".join(found.faults[:20]) or f"adds up: {found.reconciles()}")
    return int(bool(found.faults) or not found.reconciles())


def main(arguments: Sequence[str]) -> None:
    """Read the options, live, and exit with 1 when anything is amiss."""
    parser = argparse.ArgumentParser(prog="bench year", description=__doc__)
    parser.add_argument("--weeks", type=int, default=WEEKS, help="questions")
    parser.add_argument("--people", type=int, default=PEOPLE, help="residents")
    parser.add_argument("--asked", type=int, default=ASKED, help="whom each question is sent to, drawn anew")
    options = parser.parse_args(arguments)
    set_up_logs("ERROR")
    with TemporaryDirectory(dir=FAST if FAST.is_dir() else None) as folder, read_once(), numbered():
        code = asyncio.run(live(Path(folder), options))
    sys.exit(code)
