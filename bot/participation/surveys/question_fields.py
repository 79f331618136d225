"""What did staff write in the form of one question? Fields in, a step out; what cannot be read is told by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from rapidfuzz import fuzz, process

from bot.participation.surveys.asking_rule import condition_of, read_key, read_rule
from bot.participation.surveys.form import NPS
from bot.participation.surveys.naming import choice_of
from bot.participation.surveys.sketch import Step, id_of
from bot.participation.surveys.wording_places import kept, shown

#: how a limit is written
Kind = Literal["whole", "number", "day", "yes"]

#: type → what may bound its answers
LIMITS: Mapping[str, Mapping[str, Kind]] = {
    "text": {"min_words": "whole", "max_length": "whole"},
    "choices": {"min": "whole", "max": "whole"},
    "scale": {"low": "whole", "high": "whole", "nps": "yes"},
    "number": {"minimum": "number", "maximum": "number", "decimal": "yes"},
    "date": {"earliest": "day", "latest": "day"},
}

#: types that offer options
OFFERING = ("choice", "choices")

#: fields of a step that another type has no use for
_TYPED = frozenset(name for limits in LIMITS.values() for name in limits) | {"choices", "unit", "min_length"}

#: how alike a choice must be to one before, of 100, to be the same one worded better
ALIKE = 60

#: the note, beside the question types
NOTE = "note"


class BadFields(Exception):
    """Some fields cannot be read; `faults` says which, by the key of a sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = dict(faults)


def read_question(
    fields: Mapping[str, str], before: Step, language: str, places: Collection[str] = ()
) -> dict[str, Any]:
    """Return the step that the fields make of the step before. Raise BadFields."""
    faults: dict[str, str] = {}
    kind, note = fields.get("type", ""), fields.get("type") == NOTE
    name = {"say": id_of(before)} if note else {"ask": id_of(before), "type": kind}
    rest = {k: v for k, v in before.items() if k not in ("ask", "say", "type")}
    if kind != before.get("type"):
        rest = {
            k: v for k, v in rest.items() if k not in _TYPED and k not in ("constraint", "constraint_message")
        }
    if note:
        rest = {k: v for k, v in rest.items() if k in ("text", "when", "apart")}
    step: dict[str, Any] = {**name, **rest, **_texts(fields, before, language, places, note)}
    if not fields.get("text", "").strip():
        faults["text"] = "no_text"
    if not note:
        _tick(step, "optional", fields.get("required") != "yes")
        _tick(step, "public", fields.get("public") == "yes")
        step |= _limits(fields, kind, step, faults)
    if kind in OFFERING or (kind == "yesno" and "choices" in before):
        step |= _choices(fields, before, language, places)
    _rule(step, fields.get("when", ""), before)
    if faults:
        raise BadFields(faults)
    return step


def _tick(step: dict[str, Any], name: str, ticked: bool) -> None:
    step.pop(name, None)
    if ticked:
        step[name] = True


def _texts(
    fields: Mapping[str, str], before: Step, language: str, places: Collection[str], note: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("text",) if note else ("text", "hint"):
        entry = {**(before.get(name) or {})}
        written = fields.get(name, "").strip()
        entry |= {language: kept(entry.get(language), written, places)} if written else {}
        if not written:
            entry.pop(language, None)
        if entry or name == "text":
            found[name] = entry
    return found


def _limits(
    fields: Mapping[str, str], kind: str, step: dict[str, Any], faults: dict[str, str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, how in LIMITS.get(kind, {}).items():
        step.pop(name, None)
        if written := fields.get(name, "").strip():
            try:
                found[name] = _limit(written, how)
            except ValueError:
                faults[name] = f"bad_{how}"
    if found.get("nps"):
        # who ticks it need not know between which marks it is counted
        found = {"low": NPS[0], "high": NPS[1], **found}
    return found


def _limit(written: str, how: Kind) -> Any:
    """Return one bound; raise ValueError for what is none."""
    match how:
        case "whole":
            if not written.isdecimal() or len(written) > 6:
                raise ValueError(written)
            return int(written)
        case "number":
            number = float(written.replace(",", ".").replace(" ", ""))
            if not abs(number) < 1e12:
                raise ValueError(written)
            return int(number) if number.is_integer() else number
        case "day":
            return written if written == "today" else date.fromisoformat(written).isoformat()
        case "yes":
            return True


def _choices(
    fields: Mapping[str, str], before: Step, language: str, places: Collection[str]
) -> dict[str, list[dict[str, Any]]]:
    """Return the choices, one for each line; one that is worded anew keeps its value, hence its answers."""
    lines = list(
        dict.fromkeys(line.strip() for line in fields.get("options", "").splitlines() if line.strip())
    )
    held = list(before.get("choices") or ())
    same = {shown(choice["label"].get(language)): choice for choice in held}
    left = [c for c in held if shown(c["label"].get(language)) not in lines]
    taken = {str(choice["value"]) for choice in held}
    found = []
    for line in lines:
        choice = same.get(line) or _likest(line, left, language)
        if choice is None:
            choice = {"value": choice_of(line, taken), "label": {}}
            taken.add(choice["value"])
        label = {**choice["label"], language: kept(choice["label"].get(language), line, places)}
        found.append({**choice, "label": label})
    return {"choices": found}


def _likest(line: str, left: list[Any], language: str) -> Any:
    """Take out of `left` the choice that this line words anew, if one is alike."""
    labels = [shown(choice["label"].get(language)) for choice in left]
    near: Any = process.extractOne(line, labels, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return left.pop(near[2]) if near else None


def _rule(step: dict[str, Any], key: str, before: Step) -> None:
    """Put the condition that was chosen; "kept" leaves one that no list can show."""
    if key == "kept":
        return
    rule, held = read_key(key), before.get("when")
    step.pop("when", None)
    if rule is not None:
        same = held is not None and read_rule(held) == rule
        step["when"] = held if same else condition_of(rule)


def options_text(step: Step, language: str) -> str:
    """Return the choices of a question, a line each."""
    return "\n".join(shown(choice["label"].get(language)) for choice in step.get("choices") or ())


def limits_text(step: Step) -> dict[str, str]:
    """Return the bounds of a question as its form shows them."""
    given = {name: step[name] for name in LIMITS.get(str(step.get("type")), {}) if name in step}
    return {name: "yes" if value is True else str(value) for name, value in given.items()}


def in_order(types: Sequence[str]) -> list[str]:
    """Return the types with the note, in the order that a list offers them."""
    first = ("choice", "choices", "yesno", "scale", "text")
    return [*first, *(one for one in types if one not in first), NOTE]
