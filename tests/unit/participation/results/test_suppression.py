"""Can a cell that was left out be worked out again? Every table that fits the totals is tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.participation.results.suppression import suppress
from tests.sizes import sized

K = 3

TABLES = st.tuples(st.integers(2, 3), st.integers(2, 3)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 7), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def lines(known: list[int | None], total: int) -> Iterator[tuple[int, ...]]:
    """Yield the lines of whole numbers that show what is known and have this total."""
    ranges = [range(total + 1) if cell is None else (cell,) for cell in known]
    return (line for line in product(*ranges) if sum(line) == total)


def fitting(counts: list[list[int]], hidden: frozenset[tuple[int, int]]) -> list[tuple[tuple[int, ...], ...]]:
    """Return every table that somebody who sees the shown cells and all totals must hold possible."""
    columns = [sum(column) for column in zip(*counts, strict=True)]
    *ways, last = [
        set(lines([None if (i, j) in hidden else n for j, n in enumerate(row)], sum(row)))
        for i, row in enumerate(counts)
    ]
    # the totals leave the last line no choice
    tables = [
        (*above, tuple(t - sum(c) for t, *c in zip(columns, *above, strict=True))) for above in product(*ways)
    ]
    return [table for table in tables if table[-1] in last]


@pytest.mark.sized
@settings(max_examples=sized(40, 150), deadline=None)
@given(TABLES)
def test_no_hidden_cell_can_be_worked_out(counts: list[list[int]]) -> None:
    hidden = suppress(counts, K)
    if hidden is None:
        return
    tables = fitting(counts, hidden)
    for i, j in hidden:
        seen = {table[i][j] for table in tables}
        assert max(seen) - min(seen) >= min(K, sum(counts[i]), sum(row[j] for row in counts))
    assert all((i, j) in hidden for i, row in enumerate(counts) for j, n in enumerate(row) if 0 < n < K)


def test_great_counts_are_shown() -> None:
    assert suppress([[12, 8], [5, 30]], 5) == frozenset()


def test_one_small_cell_hides_three_more() -> None:
    hidden = suppress([[2, 20, 30], [25, 9, 40], [31, 28, 50]], 5)
    assert hidden == frozenset({(0, 0), (0, 1), (1, 0), (1, 1)})


def test_a_single_line_is_not_shown() -> None:
    assert suppress([[2, 30]], 5) is None
