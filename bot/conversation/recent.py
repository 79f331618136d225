"""Which ideas is a new one compared with? The latest, remembered from one batch to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.participation.similarity import Corpus, Text
from storage.ideas import Idea
from storage.unit import Unit

#: ideas that a new one is compared with: the latest
COMPARED = 500

#: how long an idea that was withdrawn, erased or reworded may still be named as a near one
STALE = timedelta(seconds=30)


@dataclass(slots=True)
class Recent:
    """The latest ideas of this territory; each batch reads those that are new, now and then all are read anew."""

    _corpus: Corpus = field(default_factory=lambda: Corpus(COMPARED))
    _last: int = 0
    _read_at: datetime | None = None

    def refresh(self, unit: Unit, now: datetime) -> Corpus:
        """Return the ideas as they are stored now. Numbers are given in the order of commits: none is skipped."""
        if self._read_at is None or now - self._read_at > STALE:
            self._corpus, self._last, self._read_at = Corpus(COMPARED), 0, now
        for idea in reversed(unit.ideas.recent(COMPARED, after=self._last)):
            self._corpus.add(as_text(idea))
            self._last = max(self._last, idea.number)
        return self._corpus


def as_text(idea: Idea) -> Text:
    """Return an idea as it is compared."""
    w = idea.words
    return Text(idea.reference, w.title, " ".join((w.title, w.solution, w.problem, w.benefit)))
