"""What stands in an export? One line for each response, columns in the order of the questions, every branch."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from bot.participation.results.heads import heads_in
from bot.participation.results.tally import in_language, labels_of, values_of
from storage.answers import Answer
from storage.responses import Response

Cell = str | int | float | bool | None

#: columns before those of the questions
FIRST = ("response", "state", "channel", "language", "district", "started")

#: what makes a spreadsheet take a text for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: our type → the type of a Frictionless field
FIELDS: Mapping[str, str] = {"scale": "integer", "number": "number", "date": "date", "yesno": "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its Frictionless type, and what it holds in words."""

    name: str
    type: str
    title: str
    #: value → label
    values: Mapping[str, str]
    #: place of its question, from 1; 0 for what is of the response itself
    number: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """An export, before it is written."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def lay_out(
    questions: Sequence[Mapping[str, Any]],
    responses: Sequence[Response],
    answers: Sequence[Answer],
    language: str,
) -> Sheet:
    """Return the sheet; responses are numbered as they come: the caller decides in which order."""
    given: dict[str, dict[str, Any]] = {}
    for answer in answers:
        given.setdefault(answer.session_id, {})[answer.step] = answer.value
    columns = [Column(name, "integer" if name == "response" else "string", name, {}) for name in FIRST]
    columns += [
        replace(column, number=number)
        for number, question in enumerate(questions, start=1)
        for column in _columns(question, language)
    ]
    rows = [
        [number, r.state, r.channel, r.language, r.district, r.started_at.date().isoformat(),
         *(cell for question in questions for cell in _cells(question, given.get(r.session_id, {})))]
        for number, r in enumerate(responses, start=1)
    ]  # fmt: skip
    return Sheet(columns, rows)


def _columns(question: Mapping[str, Any], language: str) -> Iterator[Column]:
    name, title = question["ask"], in_language(question["text"], language)
    labels = labels_of(question, language)
    if question["type"] == "choices":
        for value, label in labels.items():
            yield Column(f"{name}.{value}", "boolean", f"{title} {label}", {})
    elif question["type"] == "location":
        for part in ("text", "district", "latitude", "longitude"):
            kind = "number" if part in ("latitude", "longitude") else "string"
            yield Column(f"{name}.{part}", kind, f"{title} ({heads_in(language)['parts'][part]})", {})
    else:
        yield Column(name, FIELDS.get(question["type"], "string"), title, labels)


def _cells(question: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[Cell]:
    value = given.get(question["ask"])
    match question["type"]:
        case "choices":
            chosen = values_of(value) if value is not None else None
            for one in labels_of(question, ""):
                yield None if chosen is None else one in chosen
        case "location":
            place = value or {}
            for part in ("text", "district", "latitude", "longitude"):
                yield place.get(part)
        case "photo":
            yield None if value is None else " ".join(photo["reference"] for photo in value)
        case _:
            yield value


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs: a text that begins as a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_csv(sheet: Sheet) -> bytes:
    """Return the sheet as CSV for other software, in UTF-8: commas, names, codes."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_plain(harmless(cell)) for cell in row])
    return text.getvalue().encode()


def _plain(cell: Cell) -> Cell:
    return str(cell).lower() if isinstance(cell, bool) else cell


def as_json(sheet: Sheet) -> bytes:
    """Return the sheet as a list of objects."""
    names = [column.name for column in sheet.columns]
    rows = [dict(zip(names, row, strict=True)) for row in sheet.rows]
    return orjson.dumps(rows, option=orjson.OPT_INDENT_2)


def dictionary(sheet: Sheet) -> list[Sequence[Cell]]:
    """Return the data dictionary, its head first: column, type, what it holds, values."""
    told = [
        [c.name, c.type, c.title, "; ".join(f"{value} = {label}" for value, label in c.values.items())]
        for c in sheet.columns
    ]
    return [["column", "type", "title", "values"], *told]
