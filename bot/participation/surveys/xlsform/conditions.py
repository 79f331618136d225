"""How does a condition of a script read as one expression?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.errors import PalabreError
from dialogues.xpath import Expression


def as_xpath(condition: Mapping[str, Any]) -> str:  # noqa: C901, PLR0911 (one line for each form of a condition)
    """Return a condition as one expression. Raise PalabreError for what only a dialogue knows: channel, look-ups."""
    match condition:
        case {"xpath": str(written)}:
            return Expression(written).written
        case {"all": parts}:
            return _joined(parts, " and ")
        case {"any": parts}:
            return _joined(parts, " or ")
        case {"not": part}:
            return f"not({as_xpath(part)})"
        case {"answer": step, "is": value}:
            return f"${step} = {_literal(value)}"
        case {"answer": step, "in": values}:
            return _joined([{"answer": step, "is": value} for value in values], " or ")
        case {"answer": step, "has": value}:
            return f"selected(${step}, {_literal(value)})"
        case {"answer": step, "at_least": bound}:
            return f"${step} >= {bound}"
        case {"answer": step, "at_most": bound}:
            return f"${step} <= {bound}"
        case {"answer": step}:
            return f"${step} != ''"
    raise PalabreError(f"a spreadsheet cannot say the condition {dict(condition)!r}: write it as xpath")


def _joined(parts: Sequence[Mapping[str, Any]], word: str) -> str:
    return word.join(f"({as_xpath(part)})" for part in parts)


def _literal(value: object) -> str:
    match value:
        case bool():
            return "'yes'" if value else "'no'"
        case int() | float():
            return str(value)
    return f'"{value}"' if "'" in str(value) else f"'{value}'"
