"""How do people read an export? Columns by what was asked, labels beside codes, and a dictionary that names both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import get_decimal_symbol

from bot.participation.results.heads import USUAL, Heads, heads_in, speaks
from bot.participation.results.sheet import Cell, Column, Sheet
from bot.participation.results.tally import values_of

#: what comes before decimals in French, and in most languages
COMMA = ","


@dataclass(frozen=True, slots=True)
class Legible:
    """An export as people get it: its first line names the columns."""

    rows: Sequence[Sequence[Cell]]
    #: its first line says what each of its columns is
    dictionary: Sequence[Sequence[Cell]]
    #: names of the two pages of a workbook
    pages: tuple[str, str]
    #: whether decimals come after a comma
    comma: bool


def read_out(sheet: Sheet, language: str, districts: Mapping[str, str]) -> Legible:
    """Return the export in words of a language; `districts` are their names by slug."""
    heads = heads_in(language)
    codes = _codes(sheet, heads, districts)
    first = [head for column in sheet.columns for head in _heads(column, codes[column.name], heads)]
    rows = [
        [said for cell, c in zip(row, sheet.columns, strict=True) for said in _said(cell, c, codes[c.name], heads)]
        for row in sheet.rows
    ]  # fmt: skip
    comma = get_decimal_symbol(language if speaks(language) else USUAL) == COMMA
    pages = (heads["sheets"]["responses"], heads["sheets"]["dictionary"])
    return Legible([first, *rows], _dictionary(sheet, codes, heads), pages, comma)


def _codes(sheet: Sheet, heads: Heads, districts: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """Return what the codes of each column mean."""
    own = {"state": heads["states"], "channel": heads["channels"], "district": districts}
    return {c.name: c.values if c.number else own.get(c.name, {}) for c in sheet.columns}


def _title(column: Column, heads: Heads) -> str:
    return f"{column.number}. {column.title}" if column.number else heads["columns"][column.name]


def _heads(column: Column, codes: Mapping[str, str], heads: Heads) -> Iterator[str]:
    yield _title(column, heads)
    if _is_coded(column, codes):
        yield f"{_title(column, heads)} ({heads['column']['code']})"


def _is_coded(column: Column, codes: Mapping[str, str]) -> bool:
    """Tell whether the code of an answer stands beside its label."""
    return bool(column.number and codes)


def _said(cell: Cell, column: Column, codes: Mapping[str, str], heads: Heads) -> Iterator[Cell]:
    if _is_coded(column, codes):
        code = None if cell is None else values_of(cell)[0]
        yield None if code is None else codes.get(code, code)
        yield code
    elif isinstance(cell, bool):
        yield heads["yes_no"]["yes" if cell else "no"]
    else:
        yield codes.get(cell, cell) if isinstance(cell, str) else cell


def _dictionary(sheet: Sheet, codes: Mapping[str, Mapping[str, str]], heads: Heads) -> list[Sequence[Cell]]:
    """Return a line for each column of the other formats: what it is called here and there, and its codes."""
    named = heads["dictionary"]
    told = [
        [
            _title(c, heads), c.name, heads["types"].get(c.type, c.type), c.title if c.number else "",
            "; ".join(f"{code} = {label}" for code, label in codes[c.name].items()),
        ]
        for c in sheet.columns
    ]  # fmt: skip
    return [[named[name] for name in ("head", "column", "type", "title", "values")], *told]
