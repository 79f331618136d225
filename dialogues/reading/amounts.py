"""How much do words write that are no plain figure: "un quart d'heure", "1 h et demie", "12 euros 50"?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dialogues.reading.fold import tidy
from dialogues.reading.phrases import Words, any_of
from dialogues.reading.vocabulary import words

#: what is added to the figure before "et demi", "et quart"
HALF, QUARTER = ".5", ".25"


@dataclass(frozen=True)
class Amounts:
    """How one language writes amounts; phrases as texts are tidied."""

    #: minutes by phrase: "un quart d'heure"
    minutes: Mapping[str, str]
    halves: tuple[str, ...]
    quarters: tuple[str, ...]
    #: "juste moi": one person
    alone: Words

    @cached_property
    def spans(self) -> re.Pattern[str]:
        """What finds the minutes."""
        return _found(self.minutes)

    @cached_property
    def fractions(self) -> re.Pattern[str]:
        """What finds a figure, or a number in letters, its unit and what is added to it."""
        added = any_of((*self.halves, *self.quarters))
        return re.compile(rf"(?<![\d.,])(\d+|[^\W\d]+)(?P<unit> ?[^\W\d]+)? (?P<added>{added})(?!\w)")


def load_amounts(content: Mapping[str, Any]) -> Amounts:
    """Return the amounts of the section `amounts`."""
    minutes = {tidy(phrase): number for number, phrases in content["minutes"].items() for phrase in phrases}
    halves, quarters = (tuple(map(tidy, content[name])) for name in ("halves", "quarters"))
    return Amounts(minutes, halves, quarters, words(content["alone"]))


def _found(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(phrases)})(?!\w)")
