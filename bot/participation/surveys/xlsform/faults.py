"""What is wrong with a spreadsheet, in which cell, and what is to be done about it? In French and in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.errors import PalabreError
from bot.shipped import read_shipped

_SENTENCES = Path(__file__).with_name("faults.yml")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its cell (survey!E7), and what it is."""

    cell: str
    #: key of faults.yml
    what: str
    params: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str) -> str:
        """Return the cell, what is wrong and what to do, in French or else in English."""
        told = _sentences()[self.what]["fr" if language == "fr" else "en"]
        return f"{self.cell}: {told.format(**self.params)}" if self.cell else told.format(**self.params)


class BadSheet(PalabreError):
    """A spreadsheet that is no survey; every fault is in `faults`."""

    def __init__(self, faults: Sequence[Fault], language: str = "fr") -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.say(language) for fault in faults))


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = read_shipped(_SENTENCES)
    return found
