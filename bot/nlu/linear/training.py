"""How are the weights learnt? With scikit-learn, in a process of its own: nothing of it stays in the service."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from bot.nlu.linear.grams import BUCKETS, Numbers, pieces_of, words_of
from bot.nlu.linear.model import LinearModel

#: how much an error costs against large weights (measured: docs/similarity.md)
COST = 0.5

#: 0 takes labels as often as they come, 1 as if all came as often
EVENING = 0.5

#: parts that texts are cut into to learn how sure the model may be
PARTS = 3

#: sharpnesses tried
SHARPNESSES = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0)


def learn(texts: Sequence[str], labels: Sequence[str]) -> LinearModel:
    """Learn from texts and their labels, two different ones at least. Raise ValueError for fewer."""
    if len(set(labels)) < 2:
        raise ValueError("at least two labels are needed")
    read = [_pieces(text) for text in texts]
    return _fit(read, labels, _sharpness(read, labels))


def _pieces(text: str) -> Numbers:
    cut = [pieces_of(word) for word in words_of(text)]
    return np.unique(np.concatenate(cut)) if cut else np.empty(0, np.int32)


def _fit(read: Sequence[Numbers], labels: Sequence[str], sharpness: float) -> LinearModel:
    from sklearn.svm import LinearSVC

    known, met = np.unique(np.concatenate(list(read)), return_counts=True)
    rows = np.full(BUCKETS, -1, np.int32)
    rows[known] = np.arange(len(known), dtype=np.int32)
    rarity = (np.log((1 + len(read)) / (1 + met)) + 1).astype(np.float32)
    machine = LinearSVC(C=COST, class_weight=_evened(labels), random_state=0)
    machine.fit(_table(read, rows, rarity), list(labels))
    weights, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        weights, bias = np.vstack((-weights, weights)), np.concatenate((-bias, bias))
    return LinearModel(
        tuple(map(str, machine.classes_)), rows, rarity, np.ascontiguousarray(weights.T, np.float32),
        bias.astype(np.float32), sharpness,
    )  # fmt: skip


def _table(read: Sequence[Numbers], rows: Numbers, rarity: Any) -> Any:
    """Return texts × pieces, each text of length 1."""
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    columns = np.concatenate([rows[pieces] for pieces in read])
    ends = np.concatenate(([0], np.cumsum([len(pieces) for pieces in read])))
    return normalize(csr_matrix((rarity[columns], columns, ends), (len(read), len(rarity))))


def _evened(labels: Sequence[str]) -> dict[str, float]:
    met = Counter(labels)
    return {label: (len(labels) / len(met) / count) ** EVENING for label, count in met.items()}


def _sharpness(read: Sequence[Numbers], labels: Sequence[str]) -> float:
    """Return the sharpness under which texts that were not learnt from are least surprising."""
    margins = list(_unseen(read, labels))
    if not margins:
        return 1.0
    return min(SHARPNESSES, key=lambda sharp: sum(_surprise(told * sharp, place) for told, place in margins))


def _unseen(read: Sequence[Numbers], labels: Sequence[str]) -> Iterator[tuple[Any, int]]:
    """Yield the margins of each text under a model that did not see it, and the place of its label."""
    parts = np.random.default_rng(0).permutation(len(read)) % PARTS
    for part in range(PARTS):
        seen = [i for i in range(len(read)) if parts[i] != part]
        if len({labels[i] for i in seen}) < 2:
            continue
        model = _fit([read[i] for i in seen], [labels[i] for i in seen], 1.0)
        for i in map(int, np.flatnonzero(parts == part)):
            rows = model.rows[read[i]]
            rows = rows[rows >= 0]
            if len(rows) and labels[i] in model.labels:
                yield model.margins(rows), model.labels.index(labels[i])


def _surprise(margins: Any, place: int) -> float:
    """Return minus the logarithm of what the right label was given."""
    top = margins.max()
    return float(top + np.log(np.exp(margins - top).sum()) - margins[place])


def main() -> int:
    """Read {"texts": […], "labels": […]} from standard input, write the model to the path that is the argument."""
    given = orjson.loads(sys.stdin.buffer.read())
    learn(given["texts"], given["labels"]).save(Path(sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
