"""May an idea be handed in? The rules of a consultation, announced before and checked at submission."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

#: One rule as it is stored: its kind, and what that kind needs
Rule = Mapping[str, Any]

#: A rule that is not met: the key of its sentence (messages, `rule.…`) and what stands in it
Breach = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An idea about to be handed in."""

    #: solution, problem, benefit, title, theme, place: what was answered
    parts: Mapping[str, Any]
    now: datetime
    closes_at: datetime | None = None
    #: reference of an idea that its author already has in the same consultation, "" if none
    earlier: str = ""


def find_breaches(rules: Sequence[Rule], idea: Candidate) -> list[Breach]:
    """Return every rule the idea does not meet, in their order; a closed consultation is one."""
    breaches = list(_closed(idea))
    for rule in rules:
        check = RULES.get(rule.get("kind", ""))
        breaches += check(rule, idea) if check is not None else ()
    return breaches


def _closed(idea: Candidate) -> Iterator[Breach]:
    if idea.closes_at is not None and idea.closes_at <= idea.now:
        yield "rule.closed", {"closes": idea.closes_at.date()}


def _minimum_length(rule: Rule, idea: Candidate) -> Iterator[Breach]:
    if len(str(idea.parts.get(rule["part"]) or "")) < rule["characters"]:
        yield "rule.minimum_length", {"part": rule["part"], "n": rule["characters"]}


def _maximum_length(rule: Rule, idea: Candidate) -> Iterator[Breach]:
    if len(str(idea.parts.get(rule["part"]) or "")) > rule["characters"]:
        yield "rule.maximum_length", {"part": rule["part"], "n": rule["characters"]}


def _one_each(rule: Rule, idea: Candidate) -> Iterator[Breach]:
    if idea.earlier:
        yield "rule.one_each", {"reference": idea.earlier}


def _place_required(rule: Rule, idea: Candidate) -> Iterator[Breach]:
    if not idea.parts.get("place"):
        yield "rule.place_required", {}


def _themes(rule: Rule, idea: Candidate) -> Iterator[Breach]:
    if idea.parts.get("theme") not in rule["themes"]:
        yield "rule.themes", {"themes": rule["themes"]}


#: kind of a rule → its check; each has a sentence `rule.<kind>` in every language
RULES: Mapping[str, Callable[[Rule, Candidate], Iterator[Breach]]] = {
    "minimum_length": _minimum_length,
    "maximum_length": _maximum_length,
    "one_each": _one_each,
    "place_required": _place_required,
    "themes": _themes,
}
