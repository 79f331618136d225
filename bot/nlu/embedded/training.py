"""How are the weights learnt? In a process of its own, with scikit-learn: `python -m bot.nlu.embedded.training FOLDER fr en`.

One line on standard output for each language that is done: its code. The service reads them and never imports
scikit-learn itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import structlog

from bot.logs import set_up_logs
from bot.nlu.corpus import Corpus, read_corpus
from bot.nlu.embedded.cache import path_of
from bot.nlu.embedded.calibration import find_sharpness
from bot.nlu.embedded.model import Model, number_terms, save
from bot.nlu.embedded.reading import read_words
from bot.nlu.embedded.table import lay_out
from bot.nlu.embedded.terms import build_vocabulary

log = structlog.get_logger()

Places = npt.NDArray[np.intp]

#: How far the weights may go to fit each sentence; chosen by 5-fold (docs/nlu.md).
FREEDOM = 1.0
#: How close to the best weights is close enough: closer costs time and changes no answer.
CLOSENESS = 5e-2
#: One part in so many is scored by weights that were learnt from the others, for the calibration.
PARTS = 3
#: The same data give the same weights.
SEED = 1


def train(corpus: Corpus) -> Model:
    """Return what can be learnt of a language."""
    texts = [read_words(sentence.text, corpus.language) for sentence in corpus.sentences]
    vocabulary = build_vocabulary(texts, corpus.meanings, corpus.language)
    intents, wanted = np.unique([sentence.intent for sentence in corpus.sentences], return_inverse=True)
    table = lay_out(texts, vocabulary)
    learner = fit(table.matrix, wanted)
    return Model(
        language=corpus.language,
        intents=tuple(map(str, intents)),
        vocabulary=vocabulary,
        columns=number_terms(table.terms),
        rarity=table.rarity,
        weights=np.ascontiguousarray(learner.coef_.T, np.float16),
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


def main(folder: Path, languages: Sequence[str]) -> None:
    """Learn each language and keep its weights in `folder`; tell on standard output which is done."""
    for language in languages:
        started = time.monotonic()
        corpus = read_corpus(language)
        save(train(corpus), path_of(folder, language))
        took = round(time.monotonic() - started, 2)
        log.info("language learnt", language=language, count=len(corpus.sentences), seconds=took)
        sys.stdout.write(f"{language}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    set_up_logs()
    main(Path(sys.argv[1]), sys.argv[2:])
