"""When is a question asked? A rule on one earlier answer, that staff choose from a list and never write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from bot.errors import PalabreError
from bot.participation.surveys.sketch import Step, id_of
from bot.participation.surveys.xlsform.conditions import as_xpath

#: how an answer is compared; `given`: there is one, whatever it is
Relation = Literal["is", "not", "has", "has_not", "at_least", "at_most", "given"]

#: what may be said of one choice, and of one among several
_CHOSEN: Sequence[Relation] = ("is", "not")
_AMONG: Sequence[Relation] = ("has", "has_not")

#: relation → the expression (docs/surveys.md) that says it
_WAYS: Mapping[Relation, str] = {
    "is": "${} = '{}'",
    "not": "${} != '{}'",
    "has": "selected(${}, '{}')",
    "has_not": "not(selected(${}, '{}'))",
    "at_least": "${} >= {}",
    "at_most": "${} <= {}",
    "given": "${} != ''",
}
_NAME, _VALUE, _NUMBER = r"(?P<step>[^\W\d][\w.-]*)", r"'(?P<value>[^']*)'", r"(?P<value>-?\d+(?:\.\d+)?)"
_READ: Sequence[tuple[Relation, re.Pattern[str]]] = (
    ("given", re.compile(rf"\${_NAME}\s*!=\s*''")),
    ("is", re.compile(rf"\${_NAME}\s*=\s*{_VALUE}")),
    ("not", re.compile(rf"\${_NAME}\s*!=\s*{_VALUE}")),
    ("not", re.compile(rf"not\(\${_NAME}\s*=\s*{_VALUE}\)")),
    ("has", re.compile(rf"selected\(\${_NAME},\s*{_VALUE}\)")),
    ("has_not", re.compile(rf"not\(selected\(\${_NAME},\s*{_VALUE}\)\)")),
    ("at_least", re.compile(rf"\${_NAME}\s*>=\s*{_NUMBER}")),
    ("at_most", re.compile(rf"\${_NAME}\s*<=\s*{_NUMBER}")),
)

#: a name and a value as forms carry them
_KEY = re.compile(r"(\w[\w.-]*)\|(is|not|has|has_not|at_least|at_most|given)\|([^'|]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """Ask only if the answer of an earlier step compares so with a value."""

    step: str
    relation: Relation
    value: str = ""

    @property
    def key(self) -> str:
        """How a form carries it."""
        return f"{self.step}|{self.relation}|{self.value}"


def read_key(key: str) -> Rule | None:
    """Return the rule of a form's key; None for "", or what no page offers."""
    found = _KEY.fullmatch(key)
    return Rule(found[1], cast("Relation", found[2]), found[3]) if found else None


def condition_of(rule: Rule) -> dict[str, str]:
    """Return the condition that a script holds."""
    return {"xpath": _WAYS[rule.relation].format(rule.step, rule.value)}


def read_rule(when: Mapping[str, Any]) -> Rule | None:
    """Return the rule that a condition is; None for one that says more than a rule can."""
    try:
        expression = as_xpath(when).strip()
    except PalabreError:
        return None
    for relation, pattern in _READ:
        if found := pattern.fullmatch(expression):
            return Rule(found["step"], relation, found.groupdict().get("value", ""))
    return None


def rules_on(question: Step) -> Iterator[Rule]:
    """Yield the rules that can be made on a question's answer, in the order that a list shows them."""
    name = id_of(question)
    match question.get("type"):
        case "choice":
            for relation in _CHOSEN:
                yield from (Rule(name, relation, c["value"]) for c in question.get("choices") or ())
        case "choices":
            for relation in _AMONG:
                yield from (Rule(name, relation, c["value"]) for c in question.get("choices") or ())
        case "yesno":
            yield from (Rule(name, "is", value) for value in ("yes", "no"))
        case "scale":
            low, high = int(question.get("low", 1)), int(question.get("high", 5))
            yield from (Rule(name, "at_most", str(mark)) for mark in range(low, high))
            yield from (Rule(name, "at_least", str(mark)) for mark in range(low + 1, high + 1))
        case _:
            yield Rule(name, "given")
