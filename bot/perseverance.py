"""How is something done for as long as the process runs, whatever fails on the way?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import uniform

from bot.outage import Outage
from storage.errors import StorageError

#: seconds before the second try, doubled at each one, and the longest; half of each is left to chance
FIRST, LONGEST = 0.2, 5.0

#: something that ends by failing only
Deed = Callable[[], Awaitable[None]]


async def persevere(deed: Deed, stopping: asyncio.Event, outage: Outage) -> None:
    """Do it again after every failure of a store until told to stop; it is cancelled then.

    The deed calls `outage.end` once it has begun well: the next failure is then a first one.
    """
    doing = asyncio.create_task(_again(deed, outage))
    stop = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait((doing, stop), return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            doing.result()
    finally:
        for task in (doing, stop):
            task.cancel()
        await asyncio.gather(doing, stop, return_exceptions=True)


async def _again(deed: Deed, outage: Outage) -> None:
    tries = 0
    while True:
        try:
            await deed()
        except StorageError as error:
            tries = 0 if outage.since is None else tries + 1
            outage.begin(error)
        await asyncio.sleep(backoff(tries))


def backoff(tries: int) -> float:
    """Return how many seconds to wait after so many failures in a row; many processes do not come back at once."""
    longest = min(FIRST * 2 ** min(tries, 30), LONGEST)
    return uniform(longest / 2, longest)  # noqa: S311 - jitter needs no secrecy


async def rest(seconds: float, stopping: asyncio.Event) -> None:
    """Wait, but no longer than until told to stop."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)
