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
ASKED = {
    "/console/sendings/new": {**NEWS, "act": "preview"},
    "/console/sendings/segments/count": {"builder": "1"},
}

Asks = Callable[[], Awaitable[None]]


async def time_answers(ask: Asks, times: int) -> list[float]:
    """Return the milliseconds of each answer, after one that is not counted."""
    await ask()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        await ask()
        found.append((time.perf_counter() - began) * 1_000)
    return found


def asking(client: Client, address: str, form: dict[str, Any] | None = None) -> Asks:
    """Return what asks for a page, or sends a form to it."""

    async def ask() -> None:
        async with client.post(address, data=form) if form else client.get(address) as answer:
            await answer.read()
        assert answer.status == 200, (address, answer.status)

    return ask


async def measure(office: Office, times: int) -> None:
    """Walk, measure, print one line for each page and button."""
    client = await office.as_(Role.ADMIN)
    asked = {address: asking(client, address) for address in await walk(client)}
    for address, form in ASKED.items():
        asked[f"POST {address}"] = asking(client, address, {"csrf": office.csrf(client), **form})
    print("| page | least, ms | p50, ms | p95, ms | |\n|---|---|---|---|---|")
    for address, ask in asked.items():
        found = await time_answers(ask, times)
        last = quantiles(found, n=20)[-1]
        slow = "" if last <= TARGET else "too slow"
        print(f"| {address} | {min(found):.0f} | {median(found):.0f} | {last:.0f} | {slow} |", flush=True)


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
