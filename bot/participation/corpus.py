"""Which ideas share the most telling words with this one? Counted over ideas that come and go, never rebuilt whole."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from bot.participation.similarity import Near, Text
from bot.participation.wording import Word, find_stem, read_words

#: from this share of telling words on, two ideas are said to be close (docs/similarity.md)
CLOSE = 0.45

#: what a name counts beside another word: "rue des Lilas" says where, not what
NAME = 0.3

#: a word is a name when it is written as one so many times as often as small
OFTEN_NAMED = 3

#: telling words that each idea is taken to have and not to share, in words that nobody else uses: four words that
#: happen to be the same make no closeness
UNSHARED = 0.55

#: shared words that are told
TOLD = 5

#: empty places that are not worth closing up
SPARE = 64

#: lengths are worked out anew when there are so many more ideas than then
GROWN = 1.05

Floats = NDArray[np.float64]
Weights = NDArray[np.float32]


@dataclass(slots=True)
class _Entry:
    """A stem: the ideas that use it and how much, and how it is written."""

    slots: array[int] = field(default_factory=lambda: array("i"))
    weights: array[float] = field(default_factory=lambda: array("f"))
    users: int = 0
    named: int = 0
    small: int = 0


#: a stem that nobody uses
_UNUSED = _Entry()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an idea: never its text."""

    reference: str
    title: str
    stems: tuple[str, ...]


class Corpus:
    """Ideas by their words; satisfies `Similarity`."""

    def __init__(self, language: str = "fr") -> None:
        """Take the language that most ideas are written in."""
        self._language = language
        self._places: frozenset[str] = frozenset()
        self._entries: dict[str, _Entry] = {}
        self._slots: dict[str, int] = {}
        #: by slot; None once it is gone
        self._kept: list[_Kept | None] = []
        #: by slot: the weight of all words, without end once it is gone
        self._lengths: Floats = np.empty(SPARE)
        self._weighed_at = 0

    def __len__(self) -> int:
        """Return how many ideas are known."""
        return len(self._slots)

    def __contains__(self, reference: object) -> bool:
        """Tell whether an idea is known."""
        return reference in self._slots

    def name_places(self, names: Collection[str]) -> None:
        """Take names of places, however people write them: they say where, not what."""
        words = (word for name in names for word in name.split())
        self._places = frozenset(find_stem(word, self._language) for word in words) - {""}

    def add(self, text: Text) -> None:
        """Take an idea in; one with new words replaces itself."""
        self.forget(text.reference)
        words = read_words(text.words, text.reasons, self._language)
        slot = len(self._kept)
        self._slots[text.reference] = slot
        self._kept.append(_Kept(text.reference, text.title, tuple(words)))
        for stem, word in words.items():
            self._use(stem, word, slot)
        self._measure(slot, words)

    def forget(self, reference: str) -> None:
        """Let go of an idea; its place is used no more, until half are empty."""
        slot = self._slots.pop(reference, None)
        kept = self._kept[slot] if slot is not None else None
        if slot is None or kept is None:
            return
        self._kept[slot], self._lengths[slot] = None, inf
        for stem in kept.stems:
            self._entries[stem].users -= 1
        if len(self._kept) > 2 * len(self._slots) + SPARE:
            self._close_up()

    def near(self, words: str, reasons: str = "", most: int = 3, without: Collection[str] = ()) -> list[Near]:
        """Return the closest ideas, closest first; none below `CLOSE`."""
        if len(self._slots) > self._weighed_at * GROWN:
            self.weigh()
        mine = read_words(words, reasons, self._language)
        values = {stem: self._value(stem) for stem in mine}
        scores = self._score(mine, values)
        for reference in without:
            if reference in self._slots:
                scores[self._slots[reference]] = 0
        close = np.flatnonzero(scores >= CLOSE)
        best = close[np.lexsort((-close, -scores[close]))][:most]
        return [near for slot in best if (near := self._tell(int(slot), float(scores[slot]), mine, values))]

    def _score(self, mine: Mapping[str, Word], values: Mapping[str, float]) -> Floats:
        """Return how close each slot is: the weight of what is shared, by the lengths of both."""
        used = [
            (entry, values[stem], word) for stem, word in mine.items() if (entry := self._entries.get(stem))
        ]
        shared = self._share(used)
        own = sum(word.weight * values[stem] for stem, word in mine.items())
        rest = self._unshared()
        scores: Floats = shared / np.sqrt((own + rest) * (self._lengths[: len(self._kept)] + rest))
        return scores

    def _share(self, used: Sequence[tuple[_Entry, float, Word]]) -> Floats:
        """Return by slot the weight of what it shares with these words: one pass over all who use one of them."""
        mine = [value * sqrt(word.weight) for _, value, word in used]
        return self._sum([entry for entry, _, _ in used], mine, np.sqrt)

    def _sum(
        self, entries: Sequence[_Entry], values: Floats | Sequence[float], part: Callable[[Weights], Weights]
    ) -> Floats:
        """Return by slot the sum of what stems tell there, each by a part of its weight; gathered in one piece."""
        slots = np.frombuffer(b"".join(entry.slots for entry in entries), np.int32)
        weights = np.frombuffer(b"".join(entry.weights for entry in entries), np.float32)
        told = part(weights) * np.repeat(values, [len(entry.slots) for entry in entries])
        return np.bincount(slots, told, len(self._kept)).astype(np.float64, copy=False)

    def _tell(
        self, slot: int, score: float, mine: Mapping[str, Word], values: Mapping[str, float]
    ) -> Near | None:
        kept = self._kept[slot]
        if kept is None:
            return None
        shared = sorted(set(kept.stems) & mine.keys(), key=lambda stem: (-values[stem], stem))
        told = tuple(mine[stem].written for stem in shared[:TOLD])
        return Near(kept.reference, kept.title, min(score, 1.0), told)

    def _use(self, stem: str, word: Word, slot: int) -> None:
        entry = self._entries.setdefault(stem, _Entry())
        entry.slots.append(slot)
        entry.weights.append(word.weight)
        entry.users += 1
        entry.named += word.named
        entry.small += word.small

    def _value(self, stem: str) -> float:
        """Return what a word tells: the fewer ideas use it the more; less for a name."""
        entry = self._entries.get(stem) or _UNUSED
        value = log1p((len(self._slots) + 1) / (entry.users + 1))
        return value * NAME if self._is_name(stem, entry) else value

    def _values(self) -> Floats:
        """Return the same of all words that are known."""
        users = np.array([entry.users for entry in self._entries.values()], np.float64)
        names = [self._is_name(*item) for item in self._entries.items()]
        values: Floats = np.log1p((len(self._slots) + 1) / (users + 1)) * np.where(names, NAME, 1.0)
        return values

    def _is_name(self, stem: str, entry: _Entry) -> bool:
        return stem in self._places or (entry.named > 0 and entry.named >= OFTEN_NAMED * entry.small)

    def _unshared(self) -> float:
        return UNSHARED * log(2 + len(self._slots))

    def _measure(self, slot: int, words: Mapping[str, Word]) -> None:
        if slot >= len(self._lengths):
            self._lengths = np.concatenate((self._lengths, np.empty(len(self._lengths))))
        self._lengths[slot] = sum(self._value(stem) * word.weight for stem, word in words.items())

    def weigh(self) -> None:
        """Weigh every idea anew: what words tell has changed with the number of ideas."""
        known = self._sum(list(self._entries.values()), self._values(), np.asarray)
        lengths = np.concatenate((known, np.zeros(SPARE)))
        lengths[[slot for slot, kept in enumerate(self._kept) if kept is None]] = inf
        self._lengths, self._weighed_at = lengths, len(self)

    def _close_up(self) -> None:
        """Move the ideas that are left together, in their order."""
        kept = [each for each in self._kept if each]
        moved = np.full(len(self._kept), -1, np.int32)
        moved[[self._slots[each.reference] for each in kept]] = np.arange(len(kept), dtype=np.int32)
        self._kept, self._slots = list(kept), {each.reference: n for n, each in enumerate(kept)}
        for stem in [stem for stem, entry in self._entries.items() if not entry.users]:
            del self._entries[stem]
        for entry in self._entries.values():
            slots = moved[np.frombuffer(entry.slots, np.int32)]
            weights = np.frombuffer(entry.weights, np.float32)[slots >= 0]
            entry.slots, entry.weights = array("i", slots[slots >= 0]), array("f", weights)
        self.weigh()
