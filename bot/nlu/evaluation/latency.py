"""How long does a resident wait for a text to be understood?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from time import perf_counter

from bot.nlu.understanding import Backend

#: Texts understood before the clock runs: caches are filled, connections opened.
WARM_UP = 5
#: Times that each text is understood, of which the quickest counts: the others tell of what else the machine does.
#: A slow back end has fewer, once so many milliseconds were spent on a text.
TIMES, SPENT = 25, 10.0


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds for one text, alone: the middle, and what 99 in 100 stay under."""

    p50: float
    p99: float


async def time_each(backend: Backend, texts: Sequence[str], language: str) -> Latency:
    """Understand texts one at a time, and say how long that takes."""
    await backend.understand(texts[:WARM_UP], language)
    taken = [await _quickest(backend, text, language) for text in texts]
    return Latency(percentile(taken, 50), percentile(taken, 99))


async def _quickest(backend: Backend, text: str, language: str) -> float:
    taken: list[float] = []
    while len(taken) < TIMES and sum(taken) < SPENT:
        taken.append(await _time(backend, text, language))
    return min(taken)


async def _time(backend: Backend, text: str, language: str) -> float:
    began = perf_counter()
    await backend.understand([text], language)
    return (perf_counter() - began) * 1000


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that `percent` in 100 do not exceed (nearest rank); 0 of none."""
    ordered = sorted(values)
    return ordered[ceil(len(ordered) * percent / 100) - 1] if ordered else 0.0
