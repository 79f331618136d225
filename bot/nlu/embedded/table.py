"""What does each term count in each text that is learnt from? Sublinear TF-IDF, each kind of term of length one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.embedded.terms import BLOCKS, Block, Vocabulary, pieces, pieces_of


@dataclass(frozen=True, slots=True)
class Table:
    """Texts × terms, as a sparse matrix of scipy, and what its columns are."""

    matrix: Any
    #: terms of each kind, in the order of the columns
    terms: tuple[tuple[str, ...], ...]
    #: how rare each column's term is
    rarity: npt.NDArray[np.float32]


def lay_out(texts: Sequence[str], vocabulary: Vocabulary) -> Table:
    """Return what read texts count, term by term."""
    from scipy.sparse import hstack

    parts = [_lay_out(block, texts, vocabulary) for block in BLOCKS]
    return Table(
        hstack([part.matrix for part in parts], format="csr", dtype=np.float32),
        tuple(chain.from_iterable(part.terms for part in parts)),
        np.concatenate([part.rarity for part in parts]),
    )


def _lay_out(block: Block, texts: Sequence[str], vocabulary: Vocabulary) -> Table:
    counts, terms = _count(block, texts, vocabulary)
    met = np.bincount(counts.indices, minlength=len(terms))
    rarity = (1 + np.log((1 + len(texts)) / (1 + met))).astype(np.float32)
    values = rarity[counts.indices] * (1 + np.log(counts.data))
    rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, values**2, len(texts)))
    counts.data = (values * (block.weight / lengths[rows])).astype(np.float32)
    return Table(counts, (terms,), rarity)


def _count(block: Block, texts: Sequence[str], vocabulary: Vocabulary) -> tuple[Any, tuple[str, ...]]:
    """Return how often each text has each term, and the terms."""
    if block.terms is not pieces:
        return _tabulate([block.terms(text, vocabulary) for text in texts])
    # a text has the pieces of its words: each word is cut once
    held, words = _tabulate([text.split() for text in texts])
    cut, terms = _tabulate([pieces_of(word) for word in words])
    counts = held @ cut
    counts.sort_indices()
    return counts, terms


def _tabulate(lists: Sequence[Sequence[str]]) -> tuple[Any, tuple[str, ...]]:
    """Return how often each list has each term, as a sparse matrix of scipy, and the terms in order."""
    from scipy.sparse import csr_matrix

    terms = tuple(sorted(set(chain.from_iterable(lists))))
    columns = {term: column for column, term in enumerate(terms)}
    at = np.array([columns[term] for one in lists for term in one], np.int32)
    rows = np.repeat(np.arange(len(lists)), [len(one) for one in lists])
    ones = np.ones(len(at), np.float32)
    return csr_matrix((ones, (rows, at)), (len(lists), len(terms))), terms
