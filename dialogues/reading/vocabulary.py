"""What words does a lexicon file hold, once folded?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dialogues.reading.expression import Expression
from dialogues.reading.fold import fold, tidy
from dialogues.reading.phrases import Words

#: Where the lexicons are.
FOLDER = Path(__file__).parent.parent / "lexicon"
#: Languages that have one.
LANGUAGES = ("fr", "en", "es", "pt", "ar")
#: Makes strings only; libyaml's own where PyYAML was built with it.
READER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one language names days; words folded, each with its number."""

    months: Mapping[str, int]
    #: 0 is Monday
    weekdays: Mapping[str, int]
    #: days from today
    days: Mapping[str, int]
    next: Words
    last: Words
    week_after: Words
    ahead: Words
    ago: Words
    #: "day" | "week" | "month" by word
    spans: Mapping[str, str]
    fillers: Words


@cache
def read_file(language: str) -> Mapping[str, Any]:
    """Return the file as it is written; every scalar a string (YAML 1.1 would make `no` a boolean)."""
    with (FOLDER / f"{language}.yml").open(encoding="utf-8") as file:
        content: Mapping[str, Any] = yaml.load(file, READER)  # noqa: S506 (BaseLoader makes strings only)
    return content


def words(phrases: Iterable[str]) -> Words:
    """Return the phrases, folded."""
    return frozenset(folded for phrase in phrases if (folded := fold(phrase)))


def by_word(lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the name of the list that each phrase is in."""
    return {word: name for name, phrases in lists.items() for word in words(phrases)}


def numbered(lists: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return the number that each phrase stands for."""
    return {word: int(number) for word, number in by_word(lists).items()}


def pattern(phrases: Iterable[str]) -> Expression:
    """Return one expression for all; its letters folded as texts are, its signs kept."""
    return Expression("|".join(f"(?:{tidy(phrase)})" for phrase in phrases))


def calendar(content: Mapping[str, Any]) -> Calendar:
    """Return the words of the section `dates`."""
    return Calendar(
        months=numbered(content["months"]),
        weekdays=numbered(content["weekdays"]),
        days=numbered(content["days"]),
        next=words(content["next"]),
        last=words(content["last"]),
        week_after=words(content["week_after"]),
        ahead=words(content["ahead"]),
        ago=words(content["ago"]),
        spans=by_word({name: content[name] for name in ("day", "week", "month")}),
        fillers=words(content["fillers"]),
    )
