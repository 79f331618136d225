"""What does each term count in each text that is learnt from? Sublinear TF-IDF, each kind of term of length one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.embedded.terms import BLOCKS, Block, Vocabulary


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
    from scipy.sparse import csr_matrix

    counted = [Counter(block.terms(text, vocabulary)) for text in texts]
    met = Counter(chain.from_iterable(counted))
    terms = tuple(sorted(met))
    rarity = (1 + np.log((1 + len(texts)) / (1 + np.array([met[term] for term in terms])))).astype(np.float32)
    columns = {term: column for column, term in enumerate(terms)}
    at = np.array([columns[term] for one in counted for term in one], np.int32)
    often = np.array([times for one in counted for times in one.values()], np.float32)
    rows = np.repeat(np.arange(len(texts)), [len(one) for one in counted])
    values = rarity[at] * (1 + np.log(often))
    lengths = np.sqrt(np.bincount(rows, values**2, len(texts)))
    values *= block.weight / lengths[rows]
    matrix = csr_matrix((values, (rows, at)), (len(texts), len(terms)), np.float32)
    return Table(matrix, (terms,), rarity)
