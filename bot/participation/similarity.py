"""Which ideas are close to this one? Those that share the most words that few others use."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log, sqrt

from dialogues.reading.fold import fold

#: shorter words tell nothing: "les", "pour"
SHORTEST_WORD = 4

#: letters kept of a word, so that plurals and feminines meet: "arceaux", "arceau"
STEM = 6

#: from this share of common weight on, two ideas are said to be close (cosine, 0 to 1)
CLOSE = 0.3


@dataclass(frozen=True, slots=True)
class Text:
    """One idea to compare with: its reference, title and all its words."""

    reference: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Near:
    """An idea that is close, how close (0 to 1), and the words that both use."""

    reference: str
    title: str
    score: float
    shared: tuple[str, ...]


class Corpus:
    """Ideas that others are compared with, the latest `most`; the words of each are read once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[str, tuple[Text, frozenset[str]]] = {}
        #: word → the ideas that use it
        self._users: dict[str, set[str]] = {}
        #: idea → the weight of its words, and among how many ideas that was
        self._lengths: dict[str, tuple[float, int]] = {}

    def add(self, text: Text) -> None:
        """Take an idea in; the oldest goes when there are too many. An idea with new words replaces itself."""
        self._forget(text.reference)
        words = _stems(text.words)
        self._known[text.reference] = (text, words)
        for word in words:
            self._users.setdefault(word, set()).add(text.reference)
        for oldest in list(islice(self._known, max(0, len(self._known) - self._most))):
            self._forget(oldest)

    def near(self, text: str, most: int = 3, without: Collection[str] = ()) -> list[Near]:
        """Return the closest ideas, closest first, but for those of `without`."""
        mine = _stems(text)
        weights = {word: self._weight(word) for word in mine}
        length = sum(weights.values())
        likely = [reference for reference in self._likely(weights, length) if reference not in without]
        scores = {r: self._shared(r, weights) / sqrt(length * self._length(r)) for r in likely}
        close = sorted((r for r, score in scores.items() if score >= CLOSE), key=lambda r: -scores[r])
        return [self._near(reference, scores[reference], weights) for reference in close[:most]]

    def _likely(self, weights: Mapping[str, float], length: float) -> list[str]:
        """Return the ideas that may be close, without a look at the words that nearly all of them share."""
        common: dict[str, float] = {}
        left = CLOSE**2 * length
        for word in sorted(weights, key=lambda word: weights[word]):
            # an idea with no more than the words passed over so far shares too little
            if weights[word] < left:
                left -= weights[word]
                continue
            for reference in self._users.get(word, ()):
                common[reference] = common.get(reference, 0.0) + weights[word]
        passed = CLOSE**2 * length - left
        return [r for r, c in common.items() if (c + passed) ** 2 >= CLOSE**2 * length * self._length(r)]

    def _shared(self, reference: str, weights: Mapping[str, float]) -> float:
        return sum(weights[word] for word in self._known[reference][1] & weights.keys())

    def _near(self, reference: str, score: float, weights: Mapping[str, float]) -> Near:
        text, words = self._known[reference]
        shared = sorted(words & weights.keys(), key=lambda word: (-weights[word], word))
        return Near(reference, text.title, score, tuple(shared))

    def _length(self, reference: str) -> float:
        """Return the weight of all words of an idea; it is worked out anew when a twentieth more ideas are known."""
        length, then = self._lengths.get(reference, (0.0, 0))
        if (len(self._known) - then) * 20 > then:
            length, then = sum(map(self._weight, self._known[reference][1])), len(self._known)
            self._lengths[reference] = length, then
        return length

    def _weight(self, word: str) -> float:
        """Return the square of what a word tells: the fewer ideas use it, the more; log 2 for one that none does."""
        users = self._users.get(word)
        return log(1 + len(self._known) / len(users)) ** 2 if users else log(2) ** 2

    def _forget(self, reference: str) -> None:
        self._lengths.pop(reference, None)
        _, words = self._known.pop(reference, (None, frozenset[str]()))
        for word in words:
            users = self._users[word]
            users.discard(reference)
            if not users:
                del self._users[word]


def find_similar(text: str, others: Sequence[Text], most: int = 3) -> list[Near]:
    """Return the closest of the others, closest first."""
    corpus = Corpus(len(others))
    for other in others:
        corpus.add(other)
    return corpus.near(text, most)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in fold(text).split(" ") if len(word) >= SHORTEST_WORD)
