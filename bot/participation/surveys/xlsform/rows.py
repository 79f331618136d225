"""How does each row of the sheet `survey` become a step? Groups are flattened: what holds for them holds for what is inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pyxform import aliases
from rapidfuzz import process

from bot.participation.surveys.form import NPS, RESERVED
from bot.participation.surveys.xlsform.expressions import Asked, placed, translate
from bot.participation.surveys.xlsform.faults import Fault
from bot.participation.surveys.xlsform.frame import texts_of, yes_or_no
from bot.participation.surveys.xlsform.lists import Lists
from bot.participation.surveys.xlsform.sheets import Row, Sheet
from bot.participation.surveys.xlsform.types import DEVICE, FINE, OTHER, PLAIN, SELECTS, UNSUPPORTED, WHICH

#: marks of the longest scale that a phone shows at once
MARKS = 11

_NAME = re.compile(r"[^\W\d][\w-]*")
_PARAMETERS = re.compile(r"(\w+)\s*=\s*(-?\d+)")

Step = dict[str, Any]


@dataclass(slots=True)
class Group:
    """A group that is open: its row, and its condition."""

    row: Row
    when: str


@dataclass(slots=True)
class Rows:
    """Reads the rows of one sheet; what is wrong goes to `faults`, what has no effect to `notes`."""

    sheet: Sheet
    lists: Lists
    languages: Sequence[str]
    anonymous: bool
    faults: list[Fault]
    notes: list[Fault]
    groups: list[Group] = field(default_factory=list)
    asked: Asked = field(default_factory=lambda: Asked({}, {}))

    def steps(self) -> list[Step]:
        """Return the steps of all rows."""
        for column in ("type", "name", "label"):
            if not self.sheet.has(column):
                self._fault("survey!A1", "no_column", part=column)
        if not self.sheet.has("type"):
            return []
        self.asked = self._names()
        steps = [step for row in self.sheet.rows for step in self._row(row)]
        for group in self.groups:
            self._fault(group.row.cell("type"), "unclosed_group")
        if not any("ask" in step for step in steps) and not self.faults:
            self._fault("survey!A2", "empty")
        return steps

    def _fault(self, cell: str, what: str, **params: object) -> None:
        self.faults.append(Fault(cell, what, params))

    def _names(self) -> Asked:
        """Return the names of questions and notes, and tell those that cannot be."""
        seen: dict[str, int] = {}
        questions: dict[str, int] = {}
        notes: dict[str, int] = {}
        for row in self.sheet.rows:
            kind, name = _kind(row), row.get("name")
            if kind.startswith(("begin", "end")) or kind in DEVICE or not kind:
                continue
            if not name:
                self._fault(row.cell("name"), "no_name")
            elif not _NAME.fullmatch(name):
                self._fault(row.cell("name"), "bad_name", part=name)
            elif name in RESERVED:
                self._fault(row.cell("name"), "reserved_name", part=name)
            elif name in seen:
                self._fault(row.cell("name"), "twin_name", part=name, row=seen[name])
            seen.setdefault(name, row.number)
            (notes if kind == "note" else questions).setdefault(name, row.number)
        return Asked(questions, notes)

    def _row(self, row: Row) -> list[Step]:
        kind = _kind(row)
        match kind:
            case "":
                self._fault(row.cell("type"), "no_type")
                return []
            case "begin_group":
                return self._open(row)
            case "end_group":
                if self.groups:
                    self.groups.pop()
                else:
                    self._fault(row.cell("type"), "unopened_group")
                return []
            case "note":
                return [{"say": row.get("name"), "text": self._texts(row, "label"), **self._when(row)}]
        if kind in DEVICE:
            self.notes.append(Fault(row.cell("type"), "ignored", {"part": kind}))
            return []
        return self._question(row, kind)

    def _open(self, row: Row) -> list[Step]:
        """Open a group; its label is said, where it has one."""
        when = self._expression(row, "relevant") if row.get("relevant") else ""
        self.groups.append(Group(row, when))
        if not texts_of(row, "label", self.languages):
            return []
        name = f"{row.get('name') or 'group'}_label"
        return [{"say": name, "text": self._texts(row, "label"), **self._conditions(())}]

    def _question(self, row: Row, kind: str) -> list[Step]:
        words = kind.split()
        select = next(
            (alias for alias in sorted(aliases.select, key=len, reverse=True) if kind.startswith(alias)), None
        )
        if kind in UNSUPPORTED or words[0] in UNSUPPORTED:
            instead = UNSUPPORTED.get(kind) or UNSUPPORTED[words[0]]
            self._fault(
                row.cell("type"), "unsupported_type", part=words[0], hint=instead[self.languages[0] != "fr"]
            )
        elif select is not None and aliases.select[select] in SELECTS:
            return self._select(
                row, SELECTS[aliases.select[select]], select, kind.removeprefix(select).split()
            )
        elif kind in PLAIN:
            return [self._ask(row, {**PLAIN[kind], **self._range(row, kind), **self._fine(kind)})]
        else:
            near: Any = process.extractOne(
                words[0], [*PLAIN, "select_one", "select_multiple", "note"], score_cutoff=60
            )
            hint = f"{near[0]} ?" if near else "text, integer, select_one…"
            self._fault(row.cell("type"), "unknown_type", part=kind, hint=hint)
        return []

    def _select(self, row: Row, ours: str, select: str, words: Sequence[str]) -> list[Step]:
        other = len(words) > 1 and words[1:] in (["or_other"], ["or", "other"], ["or", "specify", "other"])
        name = words[0] if words else ""
        if not name:
            self._fault(row.cell("type"), "no_list", part=select)
            return []
        if name not in self.lists or (len(words) > 1 and not other):
            near: Any = process.extractOne(name, list(self.lists), score_cutoff=60)
            hint = f"{near[0]} ?" if near else ", ".join(self.lists) or "—"
            self._fault(row.cell("type"), "unknown_list", part=" ".join(words), hint=hint)
            return []
        choices = [*self.lists[name], *([{"value": "other", "label": self._spoken(OTHER)}] if other else [])]
        if len(choices) < 2:
            self._fault(row.cell("type"), "few_choices", part=name)
        if ours == "choice" and {choice["value"] for choice in choices} == {"yes", "no"}:
            ours = "yesno"
        asked = self._ask(row, {"type": ours, "choices": choices})
        return [asked, self._which(asked, ours)] if other else [asked]

    def _which(self, asked: Step, ours: str) -> Step:
        """Return the question for the words of "other"."""
        name = asked["ask"]
        chosen = f"selected(${name}, 'other')" if ours == "choices" else f"${name} = 'other'"
        step = {"ask": f"{name}_other", "type": "text", "optional": True, "text": self._spoken(WHICH)}
        return {**step, "when": {"xpath": chosen}}

    def _spoken(self, texts: dict[str, str]) -> dict[str, str]:
        return {language: texts[language] for language in self.languages if language in texts}

    def _ask(self, row: Row, asked: dict[str, Any]) -> Step:
        if row.get("parameters") and asked["type"] != "scale":
            self._fault(row.cell("parameters"), "bad_parameters", part=row.get("parameters"))
        if asked["type"] == "photo" and self.anonymous:
            self._fault(row.cell("type"), "anonymous_photo")
        step: Step = {"ask": row.get("name"), **asked, "text": self._texts(row, "label")}
        for column in ("hint", "example"):
            if texts := texts_of(row, column, self.languages):
                step[column] = {language: placed(text) for language, text in texts.items()}
        required = row.get("required")
        if not required or not yes_or_no(row, "required", self.faults, "bad_required"):
            step["optional"] = True
        for column in ("public", "nps"):
            if row.get(column) and yes_or_no(row, column, self.faults):
                step[column] = True
        if "nps" in step and (asked.get("low"), asked.get("high")) != NPS:
            self._fault(row.cell("nps"), "bad_nps")
        return {**step, **self._when(row), **self._constraint(row)}

    def _constraint(self, row: Row) -> dict[str, Any]:
        message = texts_of(row, "constraint_message", self.languages)
        if not row.get("constraint"):
            if message:
                language = next(iter(dict(row.texts("constraint_message"))))
                self._fault(row.cell("constraint_message", language), "message_alone")
            return {}
        found: dict[str, Any] = {"constraint": self._expression(row, "constraint", own=row.get("name"))}
        if message:
            found["constraint_message"] = {language: placed(text) for language, text in message.items()}
        return found

    def _when(self, row: Row) -> dict[str, Any]:
        return self._conditions([self._expression(row, "relevant")] if row.get("relevant") else ())

    def _conditions(self, own: Sequence[str]) -> dict[str, Any]:
        """Return the condition of a row with those of the groups around it."""
        parts = [*(group.when for group in self.groups if group.when), *own]
        if not parts:
            return {}
        whole = parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)
        return {"when": {"xpath": whole}}

    def _expression(self, row: Row, column: str, own: str = "") -> str:
        found = translate(row.get(column), row.cell(column), row.number, self.asked, own)
        if isinstance(found, Fault):
            self.faults.append(found)
            return ""
        return found

    def _texts(self, row: Row, column: str) -> dict[str, str]:
        """Return what a row says, by language; the first must be there."""
        texts = {language: placed(text) for language, text in texts_of(row, column, self.languages).items()}
        first = self.languages[0]
        if not texts.get(first):
            cell = row.cell(column, first) if (column, first) in row.letters else row.cell(column)
            self._fault(cell, "no_label", part=first)
        return texts

    def _range(self, row: Row, kind: str) -> dict[str, int]:
        if kind != "range":
            return {}
        written = row.get("parameters")
        given = {name: int(value) for name, value in _PARAMETERS.findall(written)}
        low, high = given.get("start", 0), given.get("end", 10)
        odd = _PARAMETERS.sub("", written).strip(" ,;") or given.get("step", 1) != 1
        if odd or not low < high or high - low >= MARKS:
            self._fault(row.cell("parameters"), "bad_range", part=written)
        return {"low": low, "high": high}

    def _fine(self, kind: str) -> dict[str, Any]:
        choices = [{"value": "OK", "label": self._spoken(FINE)}]
        return {"choices": choices} if kind in ("acknowledge", "trigger") else {}


def _kind(row: Row) -> str:
    """Return the type of a row, as written, but for blanks and the two ways to write a group."""
    kind = re.sub(r"\s+", " ", row.get("type"))
    return re.sub(r"^(begin|end)[ _](group|repeat)$", r"\1_\2", kind, flags=re.IGNORECASE)
