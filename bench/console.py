"""How long does the server take for each page of the console, with 100,000 ideas and 1,000,000 messages?"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from bench.full_town import fill
from bot.console.role import Role
from storage.migrations import upgrade
from tests.servers.postgresql import start_postgresql
from tests.unit.console.office import Client, Office
from tests.unit.console.sendings.crowd import NEWS
from tests.unit.console.walk import walk

#: milliseconds of server time that 19 of 20 answers must stay under (issue 7, point 7)
TARGET = 100.0

#: how many of each, unless said
SIZES = {"people": 100_000, "ideas": 100_000, "messages": 1_000_000, "responses": 20_000}

#: what a page shows once a button of it is pressed: changes nothing
PRESSED = (
    ("/console/sendings/new", {**NEWS, "act": "preview"}),
    ("/console/sendings/new", {**NEWS, "act": "next"}),
    ("/console/sendings/segments/new", {"builder": "1", "act": "count"}),
    ("/console/sendings/segments/count", {"builder": "1"}),
)

#: figures that a page asks for once it is there, and says so
AFTER = (
    ("/console/sendings/preview", {**NEWS, "act": "reckon"}),
    ("/console/sendings/segments/count", {"builder": "1", "act": "reckon"}),
    ("/console/sendings/one/bus/progress", None),
)

#: what a plain loop counts to, to tell how busy the machine is
LOOP = 1_000_000

Asks = Callable[[], Awaitable[None]]


async def time_answers(ask: Asks, times: int) -> list[tuple[float, float]]:
    """Return the milliseconds of each answer, and those of this process's processor, after one that is not counted."""
    await ask()
    found = []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        await ask()
        found.append(((time.perf_counter() - began) * 1_000, (time.process_time() - used) * 1_000))
    return found


def time_loop() -> float:
    """Return the milliseconds that a plain loop takes now, the least of three."""
    found = []
    for _ in range(3):
        began = time.perf_counter()
        for _ in range(LOOP):
            pass
        found.append((time.perf_counter() - began) * 1_000)
    return min(found)


def asking(client: Client, address: str, form: dict[str, Any] | None = None) -> Asks:
    """Return what asks for a page, or sends a form to it."""

    async def ask() -> None:
        async with client.post(address, data=form) if form else client.get(address) as answer:
            await answer.read()
        assert answer.status == 200, (address, answer.status)

    return ask


async def measure(office: Office, times: int) -> None:
    """Walk, measure, print one line for each page, button, and figure that comes after."""
    client = await office.as_(Role.ADMIN)
    asked = {address: asking(client, address) for address in await walk(client)}
    for said, forms in (("", PRESSED), (", after its page", AFTER)):
        for address, form in forms:
            filled = {"csrf": office.csrf(client), **form} if form else None
            act = f" {form['act']}" if form and "act" in form else ""
            asked[f"{address}{act}{said}"] = asking(client, address, filled)
    print(f"a plain loop counts {LOOP:,} in {time_loop():.0f} ms\n")
    print("| page | least, ms | p50, ms | p95, ms | processor here, least, ms | |\n|---|---|---|---|---|---|")
    for name, ask in asked.items():
        print(_line(name, await time_answers(ask, times)), flush=True)
    print(f"\na plain loop counts {LOOP:,} in {time_loop():.0f} ms")


def _line(name: str, found: Sequence[tuple[float, float]]) -> str:
    took, used = zip(*found, strict=True)
    last = quantiles(took, n=20)[-1]
    slow = "" if last <= TARGET else "too slow"
    return f"| {name} | {min(took):.0f} | {median(took):.0f} | {last:.0f} | {min(used):.0f} | {slow} |"


async def run(url: str, folder: Path, given: argparse.Namespace) -> None:
    """Fill, unless it was filled before, and measure."""
    await upgrade(url)
    async with Office(url, folder) as office:
        office.clock.now = datetime.now(UTC)
        if not given.url:
            began = time.perf_counter()
            await fill(office, vars(given))
            print(f"filled in {time.perf_counter() - began:.0f} s: {url}\n")
        await measure(office, given.times)


def main(arguments: Sequence[str]) -> None:
    """Measure on a PostgreSQL of its own, or on a store that was filled before."""
    parser = argparse.ArgumentParser(prog="python -m bench console", description=__doc__)
    for name, default in (*SIZES.items(), ("times", 40)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--url", help="a store that this bench filled before")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        if given.url:
            asyncio.run(run(given.url, Path(folder), given))
            return
        server = start_postgresql()
        assert server is not None, "no PostgreSQL here"
        asyncio.run(run(server.create(), Path(folder), given))
        server.stop()
