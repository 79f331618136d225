"""How are measurements shown? One line each, all in one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one bench found."""

    bench: str
    what: str
    #: microseconds of one unit of work, median of the runs
    microseconds: float
    unit: str
    #: microseconds it should stay under, None if nothing is promised
    target: float | None = None

    @property
    def rate(self) -> float:
        """Units per second, on one core."""
        return 1_000_000 / self.microseconds


HEAD = ("bench", "what", "µs", "per second", "of", "target")


def format_table(measurements: Iterable[Measurement]) -> str:
    """Return the table as Markdown, aligned."""
    rows = [HEAD, *(_cells(measurement) for measurement in measurements)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]  # fmt: skip
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def _cells(m: Measurement) -> tuple[str, ...]:
    target = "" if m.target is None else f"≤ {m.target:g} {'yes' if m.microseconds <= m.target else 'NO'}"
    return m.bench, m.what, f"{m.microseconds:.1f}", f"{m.rate:,.0f}", m.unit, target
