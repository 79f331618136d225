"""Which lists of choices are there, and what is wrong with them?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.participation.surveys.form import LONGEST_OPTION, reads_as
from bot.participation.surveys.xlsform.expressions import placed
from bot.participation.surveys.xlsform.faults import Fault
from bot.participation.surveys.xlsform.frame import texts_of
from bot.participation.surveys.xlsform.sheets import Book, Row

#: list → its choices, as a script writes them
Lists = Mapping[str, Sequence[dict[str, Any]]]

#: what may name a choice: it stands between blanks in an expression
_NAME = re.compile(r"[\w.-]+")


def read_lists(book: Book, languages: Sequence[str], faults: list[Fault]) -> Lists:
    """Return the choices of each list, in their order."""
    sheet = book.sheets.get("choices")
    lists: dict[str, list[dict[str, Any]]] = {}
    seen: dict[tuple[str, str], int] = {}
    if sheet is None:
        return lists
    missing = [column for column in ("list_name", "name", "label") if not sheet.has(column)]
    if missing:
        faults += [Fault("choices!A1", "no_column", {"part": column}) for column in missing]
        return lists
    for row in sheet.rows:
        _check(row, seen, languages, faults)
        lists.setdefault(row.get("list_name"), []).append(_choice(row, languages))
    return lists


def _choice(row: Row, languages: Sequence[str]) -> dict[str, Any]:
    label = {language: placed(text) for language, text in texts_of(row, "label", languages).items()}
    aliases = {language: text for language in languages if (text := row.get(f"aliases_{language}"))}
    return {"value": row.get("name"), "label": label, **({"aliases": aliases} if aliases else {})}


def _check_labels(row: Row, group: str, seen: dict[tuple[str, str], int], faults: list[Fault]) -> None:
    """Refuse a label that nobody tells from one before, or that is no option but a page."""
    for language, label in row.texts("label"):
        cell, key = row.cell("label", language), (f"{group} label {language}", reads_as(label))
        if len(label) > LONGEST_OPTION:
            faults.append(Fault(cell, "long_label", {"part": len(label), "most": LONGEST_OPTION}))
        if key[1] and key in seen:
            faults.append(Fault(cell, "twin_label", {"part": label, "row": seen[key]}))
        seen.setdefault(key, row.number)


def _check(row: Row, seen: dict[tuple[str, str], int], languages: Sequence[str], faults: list[Fault]) -> None:
    group, name = row.get("list_name"), row.get("name")
    if not group:
        faults.append(Fault(row.cell("list_name"), "no_choice_list"))
    if not name or not _NAME.fullmatch(name):
        faults.append(Fault(row.cell("name"), "bad_choice", {"part": name}))
    elif (group, name) in seen:
        faults.append(Fault(row.cell("name"), "twin_choice", {"part": name, "row": seen[group, name]}))
    seen.setdefault((group, name), row.number)
    _check_labels(row, group, seen, faults)
    if not texts_of(row, "label", languages).get(languages[0]):
        cell = (
            row.cell("label", languages[0]) if ("label", languages[0]) in row.letters else row.cell("label")
        )
        faults.append(Fault(cell, "no_label", {"part": languages[0]}))
