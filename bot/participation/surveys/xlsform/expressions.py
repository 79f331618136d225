"""How does an expression of a spreadsheet become one of a script, and back? `${q}` is `$q`, checked against the questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import process

from bot.participation.surveys.xlsform.faults import Fault
from dialogues.xpath import fault as find_fault

_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_VARIABLE = re.compile(r"\$([^\W\d][\w.-]*)")
_LITERAL = re.compile(r"""('[^']*'|"[^"]*")""")
#: quotes that a word processor makes of plain ones
_CURLY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Asked:
    """Names of the sheet: rows of questions and of notes."""

    questions: Mapping[str, int]
    notes: Mapping[str, int]


def translate(written: str, cell: str, row: int, asked: Asked, own: str = "") -> str | Fault:
    """Return the expression of a script, or what is wrong; `own` is the question that a constraint is of."""
    text = written.translate(_CURLY)
    for name in _REFERENCE.findall(text):
        found = _fault_of(name, cell, row, asked, own)
        if found is not None:
            return found
    text = _REFERENCE.sub(lambda match: "." if match[1] == own else f"${match[1]}", text)
    wrong = find_fault(text)
    return text if wrong is None else Fault(cell, f"expression_{wrong.why}", {"part": wrong.part})


def _fault_of(name: str, cell: str, row: int, asked: Asked, own: str) -> Fault | None:
    if name in asked.notes:
        return Fault(cell, "note_reference", {"part": name})
    if name not in asked.questions:
        near = process.extractOne(name, list(asked.questions), score_cutoff=60)
        hint = f"{near[0]} ?" if near else ", ".join(list(asked.questions)[:6])
        return Fault(cell, "unknown_reference", {"part": name, "hint": hint})
    at = asked.questions[name]
    return Fault(cell, "late_reference", {"part": name, "row": at}) if at >= row and name != own else None


def write_back(expression: str) -> str:
    """Return the expression as a spreadsheet holds it."""
    parts = _LITERAL.split(expression)
    return "".join(part if place % 2 else _VARIABLE.sub(r"${\1}", part) for place, part in enumerate(parts))


def placed(text: str) -> str:
    """Return a label with `{q}` where the spreadsheet says `${q}`, other braces as they are."""
    doubled = _REFERENCE.sub(lambda match: f"\x00{match[1]}\x01", text).replace("{", "{{").replace("}", "}}")
    return doubled.replace("\x00", "{").replace("\x01", "}")


def unplaced(text: str) -> str:
    """Return what `placed` was given."""
    hidden = text.replace("{{", "\x00").replace("}}", "\x01")
    return re.sub(r"\{([^}]*)\}", r"${\1}", hidden).replace("\x00", "{").replace("\x01", "}")
