"""Which weights tell the intents of a language's sentences apart? With scikit-learn, wherever it is: Rasa's Python too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.embedded.calibration import find_sharpness
from bot.nlu.embedded.model import Model, number_terms
from bot.nlu.embedded.reading import read_words
from bot.nlu.embedded.table import lay_out
from bot.nlu.embedded.terms import build_vocabulary

Places = npt.NDArray[np.intp]

#: How far the weights may go to fit each sentence; chosen by 5-fold (docs/nlu.md).
FREEDOM = 1.0
#: How close to the best weights is close enough: closer costs time and changes no answer.
CLOSENESS = 5e-2
#: One part in so many is scored by weights that were learnt from the others, for the calibration.
PARTS = 3
#: The same data give the same weights.
SEED = 1


def learn(
    texts: Iterable[str], labels: Sequence[str], meanings: Mapping[str, Iterable[str]], language: str
) -> Model:
    """Return what can be learnt from texts, the intent of each, and words by what they mean."""
    read = [read_words(text, language) for text in texts]
    vocabulary = build_vocabulary(read, meanings, language)
    intents, wanted = np.unique(labels, return_inverse=True)
    table = lay_out(read, vocabulary)
    learner = fit(table.matrix, wanted)
    return Model(
        language=language,
        intents=tuple(map(str, intents)),
        vocabulary=vocabulary,
        columns=number_terms(table.terms),
        rarity=table.rarity,
        # as they are kept: a model that was loaded guesses as the one that was learnt
        weights=np.ascontiguousarray(learner.coef_.T, np.float16).astype(np.float32),
        bias=np.asarray(learner.intercept_, np.float32),
        sharpness=_find_sharpness(table.matrix, wanted),
    )


def fit(matrix: Any, wanted: Places | Sequence[str]) -> Any:
    """Return scikit-learn's classifier, fitted; `wanted` is the place of each text's intent."""
    from sklearn.svm import LinearSVC

    return LinearSVC(C=FREEDOM, tol=CLOSENESS, random_state=SEED).fit(matrix, wanted)


def _find_sharpness(matrix: Any, wanted: Places) -> float:
    """Return the sharpness under which a part of the texts, scored by weights that never saw it, loses least."""
    part = np.random.default_rng(SEED).permutation(len(wanted)) % PARTS == 0
    learner = fit(matrix[~part], wanted[~part])
    known = part & np.isin(wanted, learner.classes_)
    scores = np.asarray(learner.decision_function(matrix[known]), np.float32)
    return find_sharpness(scores, np.searchsorted(learner.classes_, wanted[known]))
