"""How does a spreadsheet become a survey? Every fault with its cell; nothing is taken while there is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert
from rapidfuzz import process

from bot.participation.surveys.form import Form, check_form
from bot.participation.surveys.xlsform.faults import BadSheet, Fault
from bot.participation.surveys.xlsform.frame import read_frame
from bot.participation.surveys.xlsform.lists import read_lists
from bot.participation.surveys.xlsform.rows import Rows
from bot.participation.surveys.xlsform.sheets import Book, read_book
from bot.participation.surveys.xlsform.types import COLUMNS, REFUSED, WITHOUT_EFFECT
from dialogues.errors import BadScript
from dialogues.lines import Lined

#: most faults that are told at once: who mends twenty comes back
TOLD = 20

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]")
_SHEET = re.compile(r"On the '(\w+)' sheet")


@dataclass(frozen=True, slots=True)
class Imported:
    """A survey, and what of the spreadsheet has no effect."""

    form: Form
    notes: Sequence[Fault] = field(default_factory=tuple)


def import_xlsform(data: bytes, languages: Sequence[str], name: str = "") -> Imported:
    """Read a survey in a workbook; `name` is its slug where form_id gives none. Raise BadSheet with every fault."""
    book = read_book(data, languages)
    if "survey" not in book.sheets:
        raise BadSheet([Fault("", "no_survey")], languages[0])
    faults, notes = list(book.faults), list[Fault]()
    _check_columns(book, faults, notes)
    frame = read_frame(book, name, languages, faults)
    lists = read_lists(book, languages, faults)
    steps = Rows(book.sheets["survey"], lists, languages, bool(frame.get("anonymous")), faults, notes).steps()
    faults += [one for one in _ask_pyxform(data) if not _is_told(one, faults)]
    try:
        form = check_form(Lined("survey", {**frame, "steps": steps}))
    except BadScript as error:
        # what is missing is known by its cell already
        raise BadSheet(
            faults[:TOLD] or [Fault("survey!A1", "other", {"part": error.what})], languages[0]
        ) from error
    if faults:
        raise BadSheet(faults[:TOLD], languages[0])
    return Imported(form, tuple(notes))


def _check_columns(book: Book, faults: list[Fault], notes: list[Fault]) -> None:
    """Refuse columns that nobody knows, and filled ones that would change what is asked."""
    for sheet in book.sheets.values():
        known = COLUMNS[sheet.name]
        for (column, _), letter in sheet.columns.items():
            filled = [row for row in sheet.rows if any(name == column for name, _ in row.cells)]
            if column in REFUSED or column.startswith(("media:", "bind", "body", "instance")):
                faults += [
                    Fault(f"{sheet.name}!{letter}{r.number}", "unsupported_column", {"part": column})
                    for r in filled
                ]
            elif column not in known:
                near: Any = process.extractOne(column, sorted(known), score_cutoff=70)
                hint = f"{near[0]} ?" if near else ", ".join(sorted(known))
                faults.append(
                    Fault(f"{sheet.name}!{letter}1", "unknown_column", {"part": column, "hint": hint})
                )
            elif column in WITHOUT_EFFECT and filled:
                notes.append(Fault(f"{sheet.name}!{letter}{filled[0].number}", "ignored", {"part": column}))


def _ask_pyxform(data: bytes) -> Sequence[Fault]:
    """Let pyxform read the form whole: what it refuses is no XLSForm, whatever we could make of it."""
    try:
        convert(BytesIO(data), validate=False, file_type=".xlsx", form_name="survey")
    except PyXFormError as error:
        row, sheet = _ROW.search(str(error)), _SHEET.search(str(error))
        name = sheet[1] if sheet else "survey"
        return [Fault(f"{name}!A{row[1]}" if row else name, "pyxform", {"part": str(error)})]
    except (AttributeError, TypeError, KeyError, ValueError) as error:
        # pyxform stops so on what it does not foresee, a title in two languages for instance
        return [Fault("survey", "pyxform", {"part": str(error)})]
    return ()


def _is_told(fault: Fault, faults: Sequence[Fault]) -> bool:
    """Tell whether one of our sentences is about the row that pyxform names, or the word where it names no row."""
    row = _digits(fault.cell)
    if row:
        return row in {_digits(one.cell) for one in faults}
    words = (str(one.params.get("part", "")) for one in faults)
    return any(word and word in str(fault.params["part"]) for word in words)


def _digits(cell: str) -> str:
    return "".join(sign for sign in cell if sign.isdecimal())
