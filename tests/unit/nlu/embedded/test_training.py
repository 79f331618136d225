"""Does numpy give what scikit-learn learnt?"""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.corpus import Corpus
from bot.nlu.embedded.model import Model
from bot.nlu.embedded.reading import read_words
from bot.nlu.embedded.terms import BLOCKS, build_vocabulary
from bot.nlu.embedded.training import _learner, _matrix, _vectorizer, train


def test_scores_are_those_of_scikit_learn(corpus: Corpus, model: Model) -> None:
    texts = [read_words(sentence.text, "fr") for sentence in corpus.sentences]
    vocabulary = build_vocabulary(texts, corpus.meanings, "fr")
    vectorizers = [_vectorizer(block.terms, vocabulary) for block in BLOCKS]
    learner = _learner().fit(_matrix(vectorizers, texts), [s.intent for s in corpus.sentences])
    expected = learner.decision_function(_matrix(vectorizers, texts))
    assert np.array([model.scores(text) for text in texts]) == pytest.approx(expected, abs=1e-4)


def test_the_same_data_give_the_same_weights(corpus: Corpus, model: Model) -> None:
    assert np.array_equal(train(corpus).weights, model.weights)
