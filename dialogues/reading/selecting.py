"""How does one language choose several options at once: all but one, from one to another, the first two?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogues.reading.phrases import Words, cut_at
from dialogues.reading.vocabulary import words


@dataclass(frozen=True, slots=True)
class Selecting:
    """The words for it, folded."""

    #: "sauf": what follows is left out
    but: Words
    #: "du … au": before the first, and between both
    since: Words
    until: Words
    #: "les deux premiers", "les deux derniers"
    firsts: Words
    lasts: Words
    #: "en semaine", "le week-end", where days are the options
    workdays: Words
    weekend: Words
    #: "moins de 18 ans", "65 ans et plus": what a label says below its figure, or above
    below: Words
    above: Words

    def parted(self, plain: str) -> tuple[str, str]:
        """Return what stands before "sauf", and what is left out after it, "" when nothing is."""
        cut = cut_at(self.but).search(plain)
        return (plain, "") if cut is None else (plain[: cut.start()].strip(), plain[cut.end() :].strip())


def load_selecting(content: Mapping[str, Any]) -> Selecting:
    """Return the words of the section `selecting`."""
    return Selecting(**{name: words(phrases) for name, phrases in content.items()})
