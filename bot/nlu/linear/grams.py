"""Which pieces of words does a text hold? Three to six letters each, a word's edges among them, as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dialogues.reading.fold import fold

#: letters of a piece, both included
SHORTEST, LONGEST = 3, 6

#: pieces are known by a number below this one; a collision costs next to nothing (measured: docs/similarity.md)
BUCKETS = 1 << 17

#: words read of a text: more tell nothing new
MOST_WORDS = 400

#: letters read of a word
LONGEST_WORD = 40

#: words whose pieces are remembered
REMEMBERED = 8192

Numbers = NDArray[np.int32]


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct words of a text, folded, in the order of their first use."""
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in fold(text).split(" ")[:MOST_WORDS] if word))


@lru_cache(maxsize=REMEMBERED)
def pieces_of(word: str) -> Numbers:
    """Return the numbers of a folded word's pieces; the blank on either side is part of it."""
    return np.array([crc32(piece.encode()) % BUCKETS for piece in _cut(f" {word} ")], dtype=np.int32)


def _cut(padded: str) -> Iterator[str]:
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]
