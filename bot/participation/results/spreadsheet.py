"""How is a table written so that a spreadsheet set to French opens it, and runs nothing of it?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from bot.participation.results.legible import Legible
from bot.participation.results.sheet import Cell, harmless

#: tells a spreadsheet that the file is UTF-8; it comes first
MARK = "\ufeff".encode()

#: what spreadsheets set to French expect between cells
BETWEEN = ";"


def write_lines(rows: Iterable[Sequence[Cell]], *, comma: bool = False) -> bytes:
    """Return lines of CSV; with `comma`, decimals come after one."""
    text = io.StringIO()
    written = ([_decimal(harmless(cell), comma) for cell in row] for row in rows)
    csv.writer(text, delimiter=BETWEEN).writerows(written)
    return text.getvalue().encode(errors="replace")


def _decimal(cell: Cell, comma: bool) -> Cell:
    return str(cell).replace(".", ",") if comma and isinstance(cell, float) else cell


def as_csv(legible: Legible) -> bytes:
    """Return the answers as CSV."""
    return MARK + write_lines(legible.rows, comma=legible.comma)


def as_dictionary(legible: Legible) -> bytes:
    """Return what the columns are as CSV."""
    return MARK + write_lines(legible.dictionary)


def as_xlsx(legible: Legible) -> bytes:
    """Return a workbook of the answers and the dictionary."""
    from openpyxl import Workbook  # 20 MiB, for who downloads a spreadsheet

    book = Workbook(write_only=True)
    for title, rows in zip(legible.pages, (legible.rows, legible.dictionary), strict=True):
        page = book.create_sheet(title)
        for row in rows:
            page.append([harmless(_drawable(cell)) for cell in row])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _drawable(cell: Cell) -> Cell:
    """Return a cell without the control characters that a workbook cannot hold."""
    return "".join(c for c in cell if c >= " " or c in "\n\t") if isinstance(cell, str) else cell
