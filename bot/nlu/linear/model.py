"""Which label does a text deserve, how surely, and because of which words? Numpy alone, no scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.nlu.linear.grams import BUCKETS, Numbers, pieces_of, words_of

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Guess:
    """A label and how likely it is, 0 to 1."""

    label: str
    likely: float


@dataclass(frozen=True, slots=True)
class LinearModel:
    """What was learnt: for each piece how rare it is, and how much it speaks for each label."""

    labels: tuple[str, ...]
    #: bucket → row of `weights`, -1 for pieces never met
    rows: Numbers
    #: piece → how rare
    rarity: Floats
    #: piece × label
    weights: Floats
    #: label → what it has without any word
    bias: Floats
    #: what margins are multiplied with, so that likelihoods hold what they say
    sharpness: float

    def rank(self, text: str) -> list[Guess]:
        """Return every label, the likeliest first; likelihoods sum to 1. Nothing for a text without a known piece."""
        rows = self._rows(words_of(text))
        if not len(rows):
            return []
        likely = _softmax(self.margins(rows) * self.sharpness)
        return [Guess(self.labels[i], float(likely[i])) for i in np.argsort(-likely, kind="stable")]

    def explain(self, text: str, label: str, most: int = 3) -> tuple[str, ...]:
        """Return the words that speak for a label more than for the others, the strongest first."""
        place = self.labels.index(label)
        told = {word: self._speaks(word, place) for word in words_of(text)}
        return tuple(sorted((w for w in told if told[w] > 0), key=lambda w: (-told[w], w))[:most])

    def save(self, path: Path) -> None:
        """Write the model as numpy's own archive, without anything that runs when it is read."""
        np.savez_compressed(
            path, labels=np.array(self.labels), rows=self.rows, rarity=self.rarity,
            weights=self.weights, bias=self.bias, sharpness=np.float64(self.sharpness),
        )  # fmt: skip

    def _rows(self, words: Sequence[str]) -> Numbers:
        """Return the rows of the distinct pieces of words, known ones only."""
        if not words:
            return np.empty(0, np.int32)
        rows: Numbers = np.unique(self.rows[np.concatenate([pieces_of(word) for word in words])])
        return rows[1:] if len(rows) and rows[0] < 0 else rows

    def margins(self, rows: Numbers) -> Floats:
        """Return how much pieces, by their rows, speak for each label."""
        rarity = self.rarity[rows]
        margins: Floats = (rarity / np.linalg.norm(rarity)) @ self.weights[rows] + self.bias
        return margins

    def _speaks(self, word: str, place: int) -> float:
        rows = self._rows((word,))
        told = self.rarity[rows] @ self.weights[rows]
        return float(told[place] - (told.sum() - told[place]) / max(1, len(self.labels) - 1))


def load_model(path: Path) -> LinearModel:
    """Read a model. Raise OSError, KeyError or ValueError when the file is not one of ours, or not whole."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            model = LinearModel(
                tuple(map(str, kept["labels"])), kept["rows"], kept["rarity"], kept["weights"], kept["bias"],
                float(kept["sharpness"]),
            )  # fmt: skip
    except (BadZipFile, EOFError) as error:
        raise ValueError("not a whole model") from error
    if model.rows.shape != (BUCKETS,) or model.weights.shape != (len(model.rarity), len(model.labels)):
        raise ValueError("weights of another size")
    return model


def _softmax(margins: Floats) -> Floats:
    raised = np.exp(margins - margins.max())
    told: Floats = raised / raised.sum()
    return told
