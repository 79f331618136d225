"""Which intents does a read text have, by weights that were learnt? Numpy only, so that the service stays small."""

from __future__ import annotations

import json
import math
import os
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, count
from operator import itemgetter, mul
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
import numpy.typing as npt

from bot.nlu.embedded.reading import read_words
from bot.nlu.embedded.terms import BLOCKS, Vocabulary, pieces, pieces_of, vocabulary_of, words
from dialogues.understanding import Guess

Floats = npt.NDArray[np.float32]
#: Where pieces of words and whole words stand among the kinds of terms.
PIECES, WORDS = ([block.terms for block in BLOCKS].index(kind) for kind in (pieces, words))
#: Words whose columns are remembered; with one more, all are forgotten.
REMEMBERED = 4096
_share = itemgetter(1)


@cache
def _damped(times: int) -> float:
    """Return what a term counts that a text has so often."""
    return 1 + math.log(times)


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt of one language."""

    language: str
    intents: tuple[str, ...]
    vocabulary: Vocabulary
    #: column by term, for each kind of term in the order of BLOCKS
    columns: tuple[Mapping[str, int], ...]
    #: how rare each column's term is
    rarity: Floats
    #: columns × intents
    weights: Floats
    bias: Floats
    #: scores are multiplied by it before they become shares of one: calibrates the confidence
    sharpness: float
    #: columns of the pieces of words met lately
    remembered: dict[str, list[int]] = field(default_factory=dict, compare=False, repr=False)

    def guess(self, text: str) -> tuple[Guess, ...]:
        """Return every intent with its confidence, best first; none for a text without letters or digits."""
        read = read_words(text, self.language)
        if not read:
            return ()
        ranked = sorted(zip(self.intents, self._shares(read), strict=True), key=_share, reverse=True)
        return tuple(map(Guess._make, ranked))

    def scores(self, read: str) -> Floats:
        """Return one number for each intent of a read text."""
        columns, values = self._weigh(read)
        scores: Floats = values @ self.weights.take(columns, axis=0) + self.bias
        return scores

    def _shares(self, read: str) -> list[float]:
        # some thirty numbers: an array would cost more than it saves, and so for the hundred of a text below
        scores = self.scores(read).tolist()
        most = max(scores)
        raised = [math.exp((score - most) * self.sharpness) for score in scores]
        whole = sum(raised)
        return [share / whole for share in raised]

    def _weigh(self, read: str) -> tuple[npt.NDArray[np.intp], Floats]:
        """Return the columns of the terms that are known, and what each counts: sublinear TF-IDF, each kind of length 1."""
        counted = [self._count(place, read) for place in range(len(BLOCKS))]
        columns = np.array([*chain.from_iterable(counted)], np.intp)
        rarity = iter(self.rarity.take(columns).tolist())
        values: list[float] = []
        for block, one in zip(BLOCKS, counted, strict=True):
            part = list(map(mul, map(_damped, one.values()), rarity))
            length = block.weight / (math.sqrt(sum([value * value for value in part])) or 1.0)
            values += [value * length for value in part]
        return columns, np.array(values, np.float32)

    def _count(self, place: int, read: str) -> Counter[int]:
        """Return how often the text has each column of a kind."""
        block = BLOCKS[place]
        if block.terms is pieces:
            return Counter(chain.from_iterable(map(self._pieces, read.split())))
        found = map(self.columns[place].get, block.terms(read, self.vocabulary))
        return Counter([column for column in found if column is not None])

    def _pieces(self, word: str) -> list[int]:
        known = self.remembered.get(word)
        if known is None:
            columns = self.columns[PIECES]
            known = [columns[piece] for piece in pieces_of(word) if piece in columns]
            if len(self.remembered) >= REMEMBERED:
                self.remembered.clear()
            self.remembered[word] = known
        return known


def save(model: Model, path: Path) -> None:
    """Write a model, whole or not at all."""
    about = {
        "language": model.language,
        "intents": model.intents,
        "meanings": {phrase: list(names) for phrase, names in model.vocabulary.meanings.items()},
        "known": sorted(model.vocabulary.known),
        "terms": [sorted(columns, key=columns.__getitem__) for columns in model.columns],
        "sharpness": model.sharpness,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                about=np.frombuffer(json.dumps(about).encode(), np.uint8),
                rarity=model.rarity,
                # half the space; scores stay within 0.002 of whole ones (tests/unit/nlu/embedded/test_training.py)
                weights=model.weights.astype(np.float16),
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
            return _model(json.loads(kept["about"].tobytes()), kept)
    except (KeyError, TypeError, EOFError, BadZipFile) as fault:
        raise ValueError(f"{path.name} holds no weights") from fault


def check(path: Path) -> None:
    """Raise OSError when a model cannot be read, ValueError when its file was torn; nothing of it is kept in memory."""
    try:
        with ZipFile(path) as kept:
            torn = kept.testzip()
    except (BadZipFile, EOFError, zlib.error) as fault:
        raise ValueError(f"{path.name} holds no weights") from fault
    if torn is not None:
        raise ValueError(f"{path.name} is torn")


def _model(about: Mapping[str, Any], kept: Mapping[str, Any]) -> Model:
    # a word that is a term as well is kept once
    shared = {term: term for term in about["terms"][WORDS]}
    meanings = {
        shared.get(phrase, phrase): tuple(map(sys.intern, names))
        for phrase, names in about["meanings"].items()
    }
    return Model(
        language=about["language"],
        intents=tuple(about["intents"]),
        vocabulary=vocabulary_of(meanings, frozenset(shared.get(word, word) for word in about["known"])),
        columns=number_terms(about["terms"]),
        rarity=kept["rarity"],
        weights=kept["weights"].astype(np.float32),
        bias=kept["bias"],
        sharpness=about["sharpness"],
    )


def number_terms(kinds: Iterable[Iterable[str]]) -> tuple[Mapping[str, int], ...]:
    """Return the column of each term, kind by kind: one number after the other."""
    number = count()
    return tuple({term: next(number) for term in terms} for terms in kinds)
