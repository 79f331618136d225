"""Which cells of a table must be left out, so that nobody can work out a small one from the others and the totals?

Counts of 1 to k - 1 people are left out, then others, until the totals allow each cell left out a range of values as wide
as k, or as its whole line where that is smaller. The range is what the cells shown and every total of line and column leave
open, all cells being whole numbers that are not negative: a transport problem, whose bounds scipy finds exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import linprog

Counts = Sequence[Sequence[int]]
Place = tuple[int, int]

#: fewest people of a cell that is shown (norms §1)
FEWEST = 5


def suppress(counts: Counts, k: int = FEWEST) -> frozenset[Place] | None:
    """Return the places of the cells to leave out; None when the table cannot be shown at all."""
    hidden = {(i, j) for i, row in enumerate(counts) for j, count in enumerate(row) if 0 < count < k}
    places = {(i, j) for i, row in enumerate(counts) for j in range(len(row))}
    while weak := [place for place in sorted(hidden) if _narrow(counts, hidden, place, k)]:
        more = min(
            (place for place in places - hidden if any(place[0] == i or place[1] == j for i, j in weak)),
            key=lambda place: (counts[place[0]][place[1]] == 0, counts[place[0]][place[1]], place),
            default=None,
        )
        if more is None:
            more = min(places - hidden, default=None)
        if more is None:
            return None
        hidden.add(more)
    return frozenset(hidden)


def _narrow(counts: Counts, hidden: set[Place], place: Place, k: int) -> bool:
    """Tell whether the totals leave a cell less room than it needs."""
    i, j = place
    row, column = sum(counts[i]), sum(line[j] for line in counts)
    low, high = bounds(counts, hidden, place)
    return high - low < min(k, row, column)


def bounds(counts: Counts, hidden: set[Place] | frozenset[Place], place: Place) -> tuple[int, int]:
    """Return the least and the most that a hidden cell may be, for who knows the cells shown and all totals."""
    cells = sorted(hidden)
    lines, totals = _equations(counts, cells)
    goal = np.array([1.0 if cell == place else 0.0 for cell in cells])
    return tuple(round(sign * _best(sign * goal, lines, totals)) for sign in (1.0, -1.0))  # type: ignore[return-value]


def _best(goal: Any, lines: Any, totals: Any) -> float:
    found = linprog(goal, A_eq=lines, b_eq=totals, method="highs")
    # the true counts meet every equation: there is always a solution
    return float(found.fun)


def _equations(counts: Counts, cells: Sequence[Place]) -> tuple[Any, Any]:
    """Return one equation for each line and column that has a hidden cell: they sum to what is left of its total."""
    rows, columns = sorted({i for i, _ in cells}), sorted({j for _, j in cells})
    lines = [[float(i == row) for i, _ in cells] for row in rows]
    lines += [[float(j == column) for _, j in cells] for column in columns]
    totals = [sum(counts[i][j] for i, j in cells if i == row) for row in rows]
    totals += [sum(counts[i][j] for i, j in cells if j == column) for column in columns]
    return np.array(lines), np.array(totals, dtype=float)
