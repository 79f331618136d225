"""Are percentiles those of the values?"""

from __future__ import annotations

import pytest

from bot.nlu.evaluation.latency import TIMES, WARM_UP, percentile, time_each
from bot.nlu.understanding import Understanding


@pytest.mark.parametrize(("percent", "expected"), [(50, 50), (99, 99), (100, 100), (1, 1)])
def test_percentiles_of_a_hundred(percent: int, expected: int) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], percent) == expected


def test_percentiles_of_few() -> None:
    assert (percentile([3, 1, 2], 50), percentile([3, 1, 2], 99), percentile([], 50)) == (2, 3, 0)


class Counting:
    """Counts how many texts come at once."""

    name = "counting"

    def __init__(self) -> None:
        self.sizes: list[int] = []

    async def understand(self, texts: list[str], language: str) -> list[Understanding]:
        self.sizes.append(len(texts))
        return [Understanding() for _ in texts]


async def test_each_text_is_timed_alone() -> None:
    backend = Counting()
    latency = await time_each(backend, ["a"] * 9, "fr")  # type: ignore[arg-type]
    assert backend.sizes == [WARM_UP] + [1] * 9 * TIMES
    assert 0 <= latency.p50 <= latency.p99
