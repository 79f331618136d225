"""Which ideas is a new one compared with? The latest, remembered from one batch to the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.participation.corpus import Corpus
from bot.participation.similarity import Similarity, Text
from storage.ideas import Idea
from storage.unit import Unit

#: ideas that a new one is compared with: the latest
COMPARED = 20_000

#: ideas read in one batch: at start the newest come first, and each later batch reads older ones
CHUNK = 500

#: how long an idea that was withdrawn, erased or reworded may still be named as a near one
STALE = timedelta(seconds=30)

#: words committed late bear an earlier hour
LATE = timedelta(minutes=10)


@dataclass(slots=True)
class Recent:
    """The latest ideas of this territory; each batch reads those that are new, now and then what changed."""

    corpus: Similarity = field(default_factory=Corpus)
    #: number → reference of every idea in the corpus
    _known: dict[int, str] = field(default_factory=dict)
    #: the highest of these numbers that ever was
    _newest: int = 0
    _checked_at: datetime | None = None
    #: numbers of ideas that are still to be read, ascending
    _missing: list[int] = field(default_factory=list)
    _places: Collection[str] = ()

    def refresh(self, unit: Unit, now: datetime, places: Collection[str] = ()) -> Similarity:
        """Return the ideas as they are stored now; `places` are names that say where, not what.

        Numbers are given in the order of commits: none is skipped.
        """
        if places != self._places:
            self._places = places
            self.corpus.name_places(places)
        if self._checked_at is None or now - self._checked_at > STALE:
            self._check(unit, now)
        if self._missing:
            self._add(unit.ideas.numbered(self._missing[-CHUNK:]))
            del self._missing[-CHUNK:]
        self._add(unit.ideas.recent(CHUNK, after=self._newest))
        return self.corpus

    def _check(self, unit: Unit, now: datetime) -> None:
        """Let go of what others may no longer see, read what was reworded, and find out what is missing."""
        shown, since = unit.ideas.shown(COMPARED), self._checked_at or now
        self._checked_at = now
        for number in self._known.keys() - shown:
            self.corpus.forget(self._known.pop(number))
        if self._known:
            self._add([i for i in unit.ideas.reworded(since - LATE) if i.number in self._known])
        self._missing = sorted(shown - self._known.keys())

    def _add(self, ideas: Sequence[Idea]) -> None:
        for idea in ideas:
            self._known[idea.number] = idea.reference
            self._newest = max(self._newest, idea.number)
            self.corpus.add(as_text(idea))


def as_text(idea: Idea) -> Text:
    """Return an idea as it is compared."""
    w = idea.words
    return Text(idea.reference, w.title, f"{w.title} {w.solution}", f"{w.problem} {w.benefit}")
