"""Which ideas are close to this one? What an answer looks like, and what anything that finds them must do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Text:
    """One idea to compare with: its reference and title, what it proposes, and why."""

    reference: str
    title: str
    #: the title and the solution
    words: str
    #: the problem and the benefit: they count half
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """An idea that is close, how close (0 to 1), and the words of the new one that both use."""

    reference: str
    title: str
    score: float
    #: the most telling first; empty when something else than words made them close
    shared: tuple[str, ...]


class Similarity(Protocol):
    """Finds ideas that are close. Words do it here; embeddings would satisfy the same."""

    def __len__(self) -> int:
        """Return how many ideas are known."""
        ...

    def name_places(self, names: Collection[str]) -> None:
        """Take names of places: they say where, not what."""
        ...

    def add(self, text: Text) -> None:
        """Take an idea in; one with new words replaces itself."""
        ...

    def forget(self, reference: str) -> None:
        """Let go of an idea; one that is not known is no error."""
        ...

    def near(self, words: str, reasons: str = "", most: int = 3, without: Collection[str] = ()) -> list[Near]:
        """Return the closest ideas, closest first, but for those of `without`; none that is not close."""
        ...
