"""Does a condition of a script hold? A small total language: every condition on any session gives yes or no.

A condition is a mapping of one subject and at most one comparison, or a combination of conditions:

    {answer: theme}                       the step was answered
    {answer: theme, is: mobility}         is | in | has | at_least | at_most
    {known: consultations, at_least: 1}   what the caller knows or looked up; lists compare by length
    {channel: brief}                      a capability of the channel: brief, media, location, buttons, rows
    {all: […]}   {any: […]}   {not: …}

A missing value, or one of another type than the comparison wants, makes the comparison false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from dialogues.inputs import Json

Condition = Mapping[str, Json]

SUBJECTS = ("answer", "known", "channel")
COMBINATIONS = ("all", "any", "not")

#: what a condition without comparison takes for nothing
EMPTY: tuple[Json, ...] = (None, False, "", 0, [], {})


class View(Protocol):
    """Where a condition finds its values."""

    def answer(self, step: str) -> Json:
        """Return the value given at a step, None if none was."""

    def known(self, name: str) -> Json:
        """Return what the caller knows or looked up, None if nothing."""

    def channel(self, capability: str) -> Json:
        """Return a capability of the channel."""


def holds(condition: Condition, view: View) -> bool:
    """Tell whether the condition holds; total."""
    if "answer" in condition or "known" in condition or "channel" in condition:
        return _compare(condition, _subject(condition, view))
    if "all" in condition:
        return all(holds(part, view) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, view) for part in condition["any"])
    return not holds(condition["not"], view)


def _subject(condition: Condition, view: View) -> Json:
    if "answer" in condition:
        return view.answer(condition["answer"])
    if "known" in condition:
        return view.known(condition["known"])
    return view.channel(condition["channel"])


def _compare(condition: Condition, value: Json) -> bool:
    for name, other in condition.items():
        comparison = COMPARISONS.get(name)
        if comparison is not None:
            return comparison(value, other)
    return value not in EMPTY


def _size(value: Json) -> float | None:
    """Return what a number is, or how long a list is; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    return len(value) if isinstance(value, list | tuple) else None


def _at_least(value: Json, bound: Json) -> bool:
    size = _size(value)
    return size is not None and size >= bound


def _at_most(value: Json, bound: Json) -> bool:
    size = _size(value)
    return size is not None and size <= bound


def _has(value: Json, item: Json) -> bool:
    return isinstance(value, list | tuple) and item in value


#: comparison → what makes it true
COMPARISONS: Mapping[str, Callable[[Json, Json], bool]] = {
    "is": lambda value, other: bool(value == other),
    "in": lambda value, others: value in others,
    "has": _has,
    "at_least": _at_least,
    "at_most": _at_most,
}


def leaves(condition: Condition) -> Iterator[Condition]:
    """Yield every comparison inside a condition."""
    for name in ("all", "any"):
        for part in condition.get(name, ()):
            yield from leaves(part)
    if "not" in condition:
        yield from leaves(condition["not"])
    if any(subject in condition for subject in SUBJECTS):
        yield condition
