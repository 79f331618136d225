"""How is a spreadsheet of a test made? From rows; a good one, of which each broken one changes a cell."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

LANGUAGES = ("fr", "en", "es", "pt", "ar")

Grid = list[list[object]]

HEAD: list[object] = [
    "type",
    "name",
    "label::Français (fr)",
    "label::English (en)",
    "required",
    "relevant",
    "constraint",
]

SURVEY: Grid = [
    HEAD,
    ["select_one usage", "bus", "Prenez-vous le bus ?", "Do you take the bus?", "yes", None, None],
    ["integer", "age", "Votre âge ?", "Your age?", None, "${bus} != 'never'", ". > 17"],
    ["begin_group", "more", None, None, None, "${age} > 60", None],
    ["select_multiple usage", "both", "Lesquels ?", "Which?", None, "selected(${bus}, 'often')", None],
    ["end_group", None, None, None, None, None, None],
    ["text", "words", "Un mot, ${bus} ?", "A word, ${bus}?", None, None, None],
]

CHOICES: Grid = [
    ["list_name", "name", "label::Français (fr)", "label::English (en)"],
    ["usage", "often", "Souvent", "Often"],
    ["usage", "never", "Jamais", "Never"],
]

SETTINGS: Grid = [["form_title", "form_id"], ["Le bus", "bus"]]


def workbook(
    survey: Grid = SURVEY, choices: Grid = CHOICES, settings: Grid = SETTINGS, **more: Grid
) -> bytes:
    """Return an .xlsx file of these sheets; an empty one is left out."""
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    for name, rows in {"survey": survey, "choices": choices, "settings": settings, **more}.items():
        if rows:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def changed(grid: Grid, place: str, value: object) -> Grid:
    """Return a grid with one cell changed: "B3" is the second column of the third row."""
    column, row = ord(place[0]) - ord("A"), int(place[1:]) - 1
    rows = [list(line) for line in grid]
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = value
    return rows


def without(grid: Grid, column: int) -> Grid:
    """Return a grid without a column."""
    return [[cell for at, cell in enumerate(row) if at != column] for row in grid]


def rows(*lines: Sequence[object]) -> Grid:
    """Return a sheet of questions below the usual titles."""
    return [HEAD, *([*line, *[None] * (len(HEAD) - len(line))] for line in lines)]
