"""How are the weights learnt? In a process of its own, with scikit-learn: `python -m bot.nlu.embedded.training FOLDER fr en`.

One line on standard output for each language that is done: its code. The service reads them and never imports
scikit-learn itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import structlog

from bot.logs import set_up_logs
from bot.nlu.corpus import Corpus, read_corpus
from bot.nlu.embedded.cache import path_of
from bot.nlu.embedded.calibration import find_sharpness
from bot.nlu.embedded.model import Floats, Model, Terms, save
from bot.nlu.embedded.reading import read_words
from bot.nlu.embedded.terms import BLOCKS, Vocabulary, build_vocabulary

log = structlog.get_logger()

#: How far the weights may go to fit each sentence; chosen by 5-fold (docs/nlu.md).
FREEDOM = 1.0
#: How close to the best weights is close enough: closer costs time and changes no answer.
CLOSENESS = 1e-2
#: Parts of which each is scored by weights that were learnt from the others, for the calibration.
PARTS = 3
#: The same data give the same weights.
SEED = 1


def train(corpus: Corpus) -> Model:
    """Return what can be learnt of a language."""
    texts = [read_words(sentence.text, corpus.language) for sentence in corpus.sentences]
    vocabulary = build_vocabulary(texts, corpus.meanings, corpus.language)
    wanted = [sentence.intent for sentence in corpus.sentences]
    vectorizers = [_vectorizer(block.terms, vocabulary) for block in BLOCKS]
    matrix = _matrix(vectorizers, texts)
    learner = _learner().fit(matrix, wanted)
    intents = tuple(map(str, learner.classes_))
    right = np.searchsorted(learner.classes_, wanted)
    return Model(
        language=corpus.language,
        intents=intents,
        vocabulary=vocabulary,
        blocks=_terms(vectorizers),
        weights=np.ascontiguousarray(learner.coef_.T, np.float32),
        bias=np.asarray(learner.intercept_, np.float32),
        sharpness=find_sharpness(_unseen(matrix, wanted), right),
    )


def _learner() -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=FREEDOM, tol=CLOSENESS, random_state=SEED)


def _vectorizer(terms: Callable[[str, Vocabulary], list[str]], vocabulary: Vocabulary) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    analyzer = partial(_analyze, terms=terms, vocabulary=vocabulary)
    return TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, dtype=np.float32)


def _analyze(text: str, terms: Callable[[str, Vocabulary], list[str]], vocabulary: Vocabulary) -> list[str]:
    return terms(text, vocabulary)


def _matrix(vectorizers: Sequence[Any], texts: Sequence[str]) -> Any:
    from scipy.sparse import hstack

    fitted = [v.fit_transform(texts) * block.weight for v, block in zip(vectorizers, BLOCKS, strict=True)]
    return hstack(fitted, format="csr", dtype=np.float32)


def _terms(vectorizers: Sequence[Any]) -> tuple[Terms, ...]:
    blocks, first = [], 0
    for vectorizer in vectorizers:
        columns = {term: int(column) for term, column in vectorizer.vocabulary_.items()}
        blocks.append(Terms(columns, vectorizer.idf_.tolist(), first))
        first += len(columns)
    return tuple(blocks)


def _unseen(matrix: Any, wanted: Sequence[str]) -> Floats:
    """Return the scores of each text by weights that never saw it."""
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    parts = StratifiedKFold(PARTS, shuffle=True, random_state=SEED)
    scores = cross_val_predict(_learner(), matrix, wanted, cv=parts, method="decision_function")
    return np.asarray(scores, np.float32)


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
