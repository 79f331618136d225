"""Which intents does a read text have, by weights that were learnt? Numpy only, so that the service stays small."""

from __future__ import annotations

import math
import os
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
import orjson

from bot.nlu.embedded.reading import read_words
from bot.nlu.embedded.terms import BLOCKS, Vocabulary
from dialogues.understanding import Guess

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Terms:
    """One kind of term: its columns and how rare each is."""

    #: column by term
    columns: Mapping[str, int]
    #: rarity by place, and the first column of the kind
    rarity: Sequence[float]
    first: int


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt of one language."""

    language: str
    intents: tuple[str, ...]
    vocabulary: Vocabulary
    blocks: tuple[Terms, ...]
    #: columns × intents
    weights: Floats
    bias: Floats
    #: scores are multiplied by it before they become shares of one: calibrates the confidence
    sharpness: float

    def guess(self, text: str) -> tuple[Guess, ...]:
        """Return every intent with its confidence, best first; none for a text without letters or digits."""
        read = read_words(text, self.language)
        if not read:
            return ()
        shares = self._shares(read)
        ranked = sorted(zip(self.intents, shares.tolist(), strict=True), key=lambda pair: -pair[1])
        return tuple(Guess(intent, share) for intent, share in ranked)

    def scores(self, read: str) -> Floats:
        """Return one number for each intent of a read text."""
        columns, values = self._weigh(read)
        scores: Floats = np.asarray(values, np.float32) @ self.weights[columns] + self.bias
        return scores

    def _shares(self, read: str) -> Floats:
        scores = self.scores(read) * np.float32(self.sharpness)
        raised: Floats = np.exp(scores - scores.max())
        shares: Floats = raised / raised.sum()
        return shares

    def _weigh(self, read: str) -> tuple[list[int], list[float]]:
        """Return the columns of the terms that are known, and what each counts: sublinear TF-IDF, each kind of length 1."""
        columns: list[int] = []
        values: list[float] = []
        for block, terms in zip(BLOCKS, self.blocks, strict=True):
            counted = Counter(map(terms.columns.get, block.terms(read, self.vocabulary)))
            found = [(column, count) for column, count in counted.items() if column is not None]
            raw = [
                terms.rarity[column] * (1.0 if count == 1 else 1.0 + math.log(count))
                for column, count in found
            ]
            scale = block.weight / (math.sqrt(sum(value * value for value in raw)) or 1.0)
            columns += [terms.first + column for column, _ in found]
            values += [value * scale for value in raw]
        return columns, values


def save(model: Model, path: Path) -> None:
    """Write a model, whole or not at all."""
    about = {
        "language": model.language,
        "intents": model.intents,
        "meanings": {phrase: list(names) for phrase, names in model.vocabulary.meanings.items()},
        "known": sorted(model.vocabulary.known),
        "terms": [sorted(terms.columns, key=terms.columns.__getitem__) for terms in model.blocks],
        "sharpness": model.sharpness,
    }
    rarity = np.asarray([value for terms in model.blocks for value in terms.rarity], np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                about=np.frombuffer(orjson.dumps(about), np.uint8),
                rarity=rarity,
                weights=model.weights,
                bias=model.bias,
            )
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load(path: Path) -> Model:
    """Return a model as it was saved. Raise OSError when it cannot be read, ValueError when the file is not one."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return _model(orjson.loads(kept["about"].tobytes()), kept)
    except (KeyError, TypeError, EOFError, BadZipFile) as fault:
        raise ValueError(f"{path.name} holds no weights") from fault


def _model(about: Mapping[str, Any], kept: Mapping[str, Any]) -> Model:
    meanings = {phrase: tuple(names) for phrase, names in about["meanings"].items()}
    return Model(
        language=about["language"],
        intents=tuple(about["intents"]),
        vocabulary=Vocabulary(meanings, frozenset(about["known"])),
        blocks=_blocks(about["terms"], kept["rarity"].tolist()),
        weights=kept["weights"],
        bias=kept["bias"],
        sharpness=about["sharpness"],
    )


def _blocks(names: Sequence[Sequence[str]], rarity: Sequence[float]) -> tuple[Terms, ...]:
    blocks, first = [], 0
    for terms in names:
        columns = {term: column for column, term in enumerate(terms)}
        blocks.append(Terms(columns, rarity[first : first + len(terms)], first))
        first += len(terms)
    return tuple(blocks)
