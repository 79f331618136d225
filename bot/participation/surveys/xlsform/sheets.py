"""What stands in which cell of an XLSForm workbook? Columns by pyxform's names and by language, rows by number."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from babel import Locale
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from pyxform import aliases

from bot.participation.surveys.xlsform.faults import BadSheet, Fault

#: bytes of the largest file, and of all that is in it once unpacked
LARGEST, UNPACKED = 5_000_000, 60_000_000

#: rows and columns that are read of a sheet
MOST_ROWS, MOST_COLUMNS = 2_000, 60

#: name of a column, its language ("" for none)
Column = tuple[str, str]

#: "Français (fr)"
_CODE = re.compile(r"\(([a-z]{2,3})(?:-[a-z]+)?\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet shows it, and what its cells hold, without blanks around."""

    sheet: str
    number: int
    cells: Mapping[Column, str]
    letters: Mapping[Column, str]

    def get(self, name: str, language: str = "") -> str:
        """Return what a cell holds, "" for nothing."""
        return self.cells.get((name, language), "")

    def cell(self, name: str, language: str = "") -> str:
        """Return where a cell is: survey!E7; the first column where the sheet has none of this name."""
        letter = self.letters.get((name, language)) or next(
            (at for (column, _), at in self.letters.items() if column == name), "A"
        )
        return f"{self.sheet}!{letter}{self.number}"

    def texts(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield (language, text) of the filled cells of a column."""
        for (column, language), text in self.cells.items():
            if column == name:
                yield language, text


@dataclass(slots=True)
class Sheet:
    """One sheet: its columns in order, and its rows that hold something."""

    name: str
    columns: dict[Column, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Tell whether the sheet has a column, in whatever language."""
        return any(column == name for column, _ in self.columns)


@dataclass(slots=True)
class Book:
    """A workbook, as far as it is an XLSForm."""

    sheets: dict[str, Sheet]
    faults: list[Fault]


def read_book(data: bytes, languages: Sequence[str]) -> Book:
    """Read a workbook. Raise BadSheet for a file that is none."""
    faults: list[Fault] = []
    try:
        _check_size(data)
        # not read_only: a file may lie about the size of its sheets
        book = load_workbook(BytesIO(data), data_only=True)
    except BadSheet:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        TypeError,
        SyntaxError,
    ) as error:
        raise BadSheet([Fault("", "not_xlsx")]) from error
    sheets = {
        name.strip().lower(): _read_sheet(name.strip().lower(), book[name], languages, faults)
        for name in book.sheetnames
        if name.strip().lower() in ("survey", "choices", "settings")
    }
    return Book(sheets, faults)


def _check_size(data: bytes) -> None:
    size = len(data)
    if size <= LARGEST:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size <= UNPACKED:
            return
    raise BadSheet([Fault("", "too_big", {"part": f"{size // 1_000_000} Mo", "most": MOST_ROWS})])


def _read_sheet(name: str, source: Any, languages: Sequence[str], faults: list[Fault]) -> Sheet:
    sheet = Sheet(name)
    if source.max_row > MOST_ROWS:
        faults.append(
            Fault(f"{name}!A{MOST_ROWS + 1}", "too_big", {"part": source.max_row, "most": MOST_ROWS})
        )
    # openpyxl makes every cell that is asked for, empty ones too
    most = min(source.max_row, MOST_ROWS), min(source.max_column, MOST_COLUMNS)
    rows = source.iter_rows(max_row=most[0], max_col=most[1])
    heads: list[Column | None] = []
    for number, row in enumerate(rows, start=1):
        if number == 1:
            heads = [
                _head(sheet, cell.value, place, languages, faults) for place, cell in enumerate(row, start=1)
            ]
            continue
        cells = dict(_filled(name, heads, row, faults))
        if cells:
            sheet.rows.append(Row(name, number, cells, sheet.columns))
    return sheet


def _filled(
    sheet: str, heads: Sequence[Column | None], row: Sequence[Any], faults: list[Fault]
) -> Iterator[tuple[Column, str]]:
    for head, cell in zip(heads, row, strict=False):
        if head is None:
            continue
        if cell.data_type == "e":
            faults.append(Fault(f"{sheet}!{cell.coordinate}", "cell_error", {"part": cell.value}))
        elif text := _written(cell.value):
            yield head, text


def _written(value: object) -> str:
    """Return what a cell shows: 3.0 is 3, a day is ISO."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()[:10]
    return str(value).replace("\xa0", " ").strip()


def _head(
    sheet: Sheet, value: object, place: int, languages: Sequence[str], faults: list[Fault]
) -> Column | None:
    """Return the column that a title of the first row means, by the names of pyxform; a blank one is a remark's."""
    title, letter = _written(value), get_column_letter(place)
    if not title:
        return None
    name, _, tongue = (
        title.replace("::", ":").partition(":")
        if not title.lower().startswith(("jr:", "bind::", "body::"))
        else (title, "", "")
    )
    column = (_canonical(sheet.name, name), "")
    if tongue:
        code = language_of(tongue, languages)
        if code is None:
            hint = ", ".join(languages)
            faults.append(Fault(f"{sheet.name}!{letter}1", "bad_language", {"part": title, "hint": hint}))
            return None
        column = (column[0], code)
    if column in sheet.columns:
        faults.append(Fault(f"{sheet.name}!{letter}1", "twin_column", {"part": title}))
        return None
    sheet.columns[column] = letter
    return column


def _canonical(sheet: str, title: str) -> str:
    """Return pyxform's own name of a column: "relevance" is relevant, "caption" is label."""
    name = re.sub(r"[\s-]+", "_", title.strip().lower())
    known: Mapping[str, Any] = {"survey": aliases.survey_header, "choices": aliases.list_header}.get(
        sheet, {}
    )
    found = known.get(name, name)
    meant = found[-1] if isinstance(found, tuple) else found
    return CANONICAL.get(str(meant), str(meant)).replace(" ", "_")


#: names that pyxform gives to columns → ours
CANONICAL: Mapping[str, str] = {
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
    "jr:count": "repeat_count",
}


def language_of(tongue: str, languages: Sequence[str]) -> str | None:
    """Return the code of "Français (fr)", "fr", "French" or "français", among those spoken."""
    text = tongue.strip().lower()
    match = _CODE.search(text)
    if match is not None:
        return match[1] if match[1] in languages else None
    for code in languages:
        locale = Locale.parse(code)
        if text in {
            code,
            (locale.get_display_name(code) or "").lower(),
            (locale.get_display_name("en") or "").lower(),
        }:
            return code
    return None
