"""How does a command draw a table? Columns as wide as what they hold, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence

#: between two columns
GAP = "  "


def draw(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return the lines of a table, under its head."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    numeric = [all(isinstance(row[n], int) for row in rows) and bool(rows) for n in range(len(head))]
    lines = [
        GAP.join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "-" * len(GAP.join("-" * width for width in widths)), *lines[1:]])
