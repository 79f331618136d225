"""Does a condition of a script hold? A small total language: every condition on any session gives yes or no.

A condition is a mapping of one subject and at most one comparison, or a combination of conditions:

    {answer: theme}                       the step was answered
    {answer: theme, is: mobility}         is | in | has | at_least | at_most
    {known: consultations, at_least: 1}   what the caller knows or looked up; lists compare by length
    {channel: brief}                      a capability of the channel: brief, media, location, buttons, rows
    {xpath: "$age > 17"}                  an XPath 1.0 expression on answers (`dialogues.xpath`)
    {all: […]}   {any: […]}   {not: …}

A missing value, or one of another type than the comparison wants, makes the comparison false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Protocol

from dialogues.inputs import Json
from dialogues.xpath import Expression

#: A condition as a script writes it
Source = Mapping[str, Json]

SUBJECTS = ("answer", "known", "channel", "xpath")
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

    def day(self) -> date:
        """Return the day of the input."""


#: Tells whether a condition holds in a view; total
Test = Callable[[View], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as it was written, and the test that it is: made once, asked at every turn."""

    source: Source
    holds: Test = field(compare=False, repr=False)


def condition(source: Source) -> Condition:
    """Return the condition that a script writes; one that is no condition never holds, and the review says so."""
    try:
        return Condition(source, _test(source))
    except (KeyError, TypeError, ValueError, AttributeError):
        return Condition(source, lambda view: False)


def _test(source: Source) -> Test:
    if "xpath" in source:
        return Expression(source["xpath"]).holds
    if "answer" in source or "known" in source or "channel" in source:
        return _leaf(source)
    if "all" in source:
        return reduce(_both, map(_test, source["all"]))
    if "any" in source:
        return reduce(_either, map(_test, source["any"]))
    other = _test(source["not"])
    return lambda view: not other(view)


def _both(one: Test, other: Test) -> Test:
    return lambda view: one(view) and other(view)


def _either(one: Test, other: Test) -> Test:
    return lambda view: one(view) or other(view)


def _leaf(source: Source) -> Test:
    """Return the test of one subject, by the comparison that is written first."""
    compare, other = next(
        ((COMPARISONS[name], o) for name, o in source.items() if name in COMPARISONS), (_met, None)
    )
    if "answer" in source:
        step = source["answer"]
        return lambda view: compare(view.answer(step), other)
    if "known" in source:
        name = source["known"]
        return lambda view: compare(view.known(name), other)
    capability = source["channel"]
    return lambda view: compare(view.channel(capability), other)


#: made once: `int | float` is a new object at each call, and conditions are what a turn does most
_NUMBERS, _LISTS = (int, float), (list, tuple)


def _met(value: Json, _: Json) -> bool:
    """Tell whether there is anything: what a condition without comparison asks."""
    return value not in EMPTY


def _size(value: Json) -> float | None:
    """Return what a number is, or how long a list is; None for anything else."""
    if isinstance(value, _LISTS):
        return len(value)
    return value if isinstance(value, _NUMBERS) and not isinstance(value, bool) else None


def _at_least(value: Json, bound: Json) -> bool:
    size = _size(value)
    return size is not None and size >= bound


def _at_most(value: Json, bound: Json) -> bool:
    size = _size(value)
    return size is not None and size <= bound


def _has(value: Json, item: Json) -> bool:
    return isinstance(value, _LISTS) and item in value


#: comparison → what makes it true
COMPARISONS: Mapping[str, Callable[[Json, Json], bool]] = {
    "is": lambda value, other: bool(value == other),
    "in": lambda value, others: value in others,
    "has": _has,
    "at_least": _at_least,
    "at_most": _at_most,
}


def leaves(source: Source) -> Iterator[Source]:
    """Yield every comparison inside a condition."""
    for name in ("all", "any"):
        for part in source.get(name, ()):
            yield from leaves(part)
    if "not" in source:
        yield from leaves(source["not"])
    if any(subject in source for subject in SUBJECTS):
        yield source
