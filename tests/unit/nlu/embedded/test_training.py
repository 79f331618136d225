"""Does numpy give what scikit-learn learnt?"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from typing import Any

import numpy as np
import pytest

from bot.nlu.corpus import Corpus
from bot.nlu.embedded.learning import fit
from bot.nlu.embedded.model import Model
from bot.nlu.embedded.reading import read_words
from bot.nlu.embedded.terms import BLOCKS, Block, Vocabulary, build_vocabulary
from bot.nlu.embedded.training import train
from tests.needs import ROOT


def analyze(text: str, block: Block, vocabulary: Vocabulary) -> list[str]:
    return block.terms(text, vocabulary)


def weigh(texts: list[str], vocabulary: Vocabulary) -> Any:
    """Return the table as scikit-learn lays it out."""
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    parts = [
        TfidfVectorizer(
            analyzer=partial(analyze, block=block, vocabulary=vocabulary),
            sublinear_tf=True,
        ).fit_transform(texts)
        * block.weight
        for block in BLOCKS
    ]
    return hstack(parts, format="csr")


def test_scores_are_those_of_scikit_learn(corpus: Corpus, model: Model) -> None:
    texts = [read_words(sentence.text, "fr") for sentence in corpus.sentences]
    table = weigh(texts, build_vocabulary(texts, corpus.meanings, "fr"))
    learner = fit(table, [sentence.intent for sentence in corpus.sentences])
    found = np.array([model.scores(text) for text in texts])
    assert found == pytest.approx(learner.decision_function(table), abs=2e-3)


def test_the_same_data_give_the_same_weights(corpus: Corpus, model: Model) -> None:
    assert np.array_equal(train(corpus).weights, model.weights)


def test_who_dies_while_it_learns_leaves_no_trace() -> None:
    nobody, ours = os.pipe()
    os.close(nobody)
    learning = "import bot.nlu.embedded.training as t; print(t._tell('fr'), file=t.sys.stderr)"
    try:
        ended = subprocess.run(
            [sys.executable, "-c", learning], stdout=ours, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    finally:
        os.close(ours)
    assert (ended.returncode, ended.stderr) == (0, b"False\n")
