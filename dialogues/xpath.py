"""Does an XPath 1.0 expression hold on what was answered? libxml2 evaluates it; what it cannot take is told beforehand.

Answers are variables named after their steps: `$age > 17 and selected($nights, 'thursday')`. A missing one is "", which
no number is greater or less than. Several choices are their values with blanks between. Days are numbers of days, so
that they compare: `$born < date('2011-01-01')`, `. <= today()`. The answer being given is `.` (a constraint's own).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from dialogues.inputs import Json
from dialogues.xpath_functions import DAY, FUNCTIONS, OWN, as_text, plain

if TYPE_CHECKING:
    from lxml import etree

#: longest expression, in characters
LONGEST = 2000

_LITERAL = re.compile(r"""'[^']*'|"[^"]*\"""")
_VARIABLE = re.compile(r"\$([^\W\d][\w.-]*)")
_CALL = re.compile(r"([^\W\d][\w-]*)\s*\(")
_OPERATOR = re.compile(r"\b(and|or|div|mod)\b")
_NUMBER = re.compile(r"\d+(\.\d+)?|\.\d+", re.ASCII)
#: what may be left of an expression once literals, variables, calls, operators and numbers are taken out
_PLAIN = re.compile(r"[\s()+\-*=!<>,.]*")
_WORD = re.compile(r"[^\W\d][\w.-]*")


class View(Protocol):
    """Where an expression finds its values."""

    def answer(self, step: str) -> Json:
        """Return the value given at a step, None if none was."""

    def day(self) -> date:
        """Return the day of the input."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an expression cannot be taken: a key of `FAULTS`, and the part that is wrong."""

    why: str
    part: str = ""

    def __str__(self) -> str:
        return FAULTS[self.why].format(part=self.part)


#: why an expression is refused → the sentence, and what to do
FAULTS: Mapping[str, str] = {
    "long": f"the expression is longer than {LONGEST} characters: cut it in several questions",
    "function": "the function {part}() is not supported: use one of those of docs/surveys.md",
    "name": "{part!r} is no answer: write ${part} for an answer, or quotes around a word",
    "sign": "{part!r} is not supported: compare answers, without paths",
    "day": "write date({part}) for a day",
    "syntax": "this is no XPath expression: check parentheses, quotes and operators",
    "arguments": "a function has too many or too few values between its parentheses",
}


class Expression:
    """An expression that was checked, ready to be asked at every turn."""

    def __init__(self, written: str) -> None:
        """Build it. Raise ValueError for one that `fault` finds something wrong with."""
        found = fault(written)
        if found is not None:
            raise ValueError(str(found))
        self.written = written
        self.variables = variables(written)
        self._holds = _compiled(written)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and other.written == self.written

    def __hash__(self) -> int:
        return hash(self.written)

    def holds(self, view: View, value: Json = None) -> bool:
        """Tell whether it holds; `value` is the answer being given. Total: an evaluation that fails does not hold."""
        given = {name: plain(view.answer(name)) for name in self.variables}
        return bool(_evaluate(self._holds, given, plain(view.day().isoformat()), plain(value), default=False))


def variables(written: str) -> tuple[str, ...]:
    """Return the steps whose answers an expression looks at."""
    return tuple(dict.fromkeys(_VARIABLE.findall(_LITERAL.sub("''", written))))


def fault(written: str) -> Fault | None:
    """Return what is wrong with an expression, None when it can be evaluated on any answers."""
    if len(written) > LONGEST:
        return Fault("long")
    from lxml import etree

    found = next(_unsupported(written), None)
    if found is not None:
        return found
    try:
        _compiled(written)
        # without "and" and "or" nothing is passed over: each function is called
        whole = _compiled(
            _outside_literals(written, lambda text: re.sub(r"(?<![\w.-])(and|or)(?![\w.-])", "+", text))
        )
    except etree.XPathSyntaxError:
        return Fault("syntax")
    names = variables(written)
    failed = object()
    tried = (_evaluate(whole, dict.fromkeys(names, v), 1.0, v, default=failed) for v in ("", "a b", 3.0))
    return Fault("arguments") if any(result is failed for result in tried) else None


def _unsupported(written: str) -> Iterator[Fault]:
    """Yield what libxml2 would take, and answer nothing useful to: paths, names of elements, other functions."""
    for match in _LITERAL.finditer(written):
        if DAY.fullmatch(match[0][1:-1]) and not re.search(r"(date\(|,)\s*$", written[: match.start()]):
            yield Fault("day", match[0])
    bare = _VARIABLE.sub(" ", _LITERAL.sub(" ", written))
    for name in _CALL.findall(bare):
        if name not in FUNCTIONS and name not in OWN and not _OPERATOR.fullmatch(name):
            yield Fault("function", name)
    rest = _NUMBER.sub(" ", _OPERATOR.sub(" ", _CALL.sub("(", bare)))
    if word := _WORD.search(rest):
        yield Fault("name", word[0])
    elif not _PLAIN.fullmatch(rest):
        yield Fault("sign", _PLAIN.sub("", rest)[:1])
    elif ".." in rest.replace(" ", ""):
        yield Fault("sign", "..")


def _outside_literals(written: str, change: Callable[[str], str]) -> str:
    parts = re.split(f"({_LITERAL.pattern})", written)
    return "".join(part if place % 2 else change(part) for place, part in enumerate(parts))


def _compiled(written: str) -> etree.XPath:
    from lxml import etree  # 4 MB that a town without such a condition has no use for

    shown = _outside_literals(written, lambda text: re.sub(r"\btoday\s*\(\s*\)", "$_today", text))
    return etree.XPath(
        shown, extensions={(None, name): call for name, call in FUNCTIONS.items()}, smart_strings=False
    )


def _evaluate(
    xpath: etree.XPath, given: Mapping[str, str | float], today: str | float, value: str | float, default: Any
) -> Any:
    from lxml import etree

    root = etree.Element("value")
    root.text = as_text(value)
    try:
        return xpath(root, _today=today, **given)
    except (etree.XPathError, ValueError, TypeError, OverflowError):
        return default
