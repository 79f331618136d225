"""Which intent does a text have, for Rasa? Words and pieces of words weighed by rarity. Runs in Rasa's Python 3.10.

Rasa only counts words (no TF-IDF), its classifier cannot be told how closely to follow the examples, and is not
calibrated: with these, a third of the mistakes go, in a twentieth of the time (docs/adr/0008-rasa-beside-the-service.md).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import numpy as np
import skops.io
from meaning import find_known, read_tables, senses
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC

#: What is neither letter nor digit, or joins words.
BETWEEN = re.compile(r"[\W_]+")
#: The only type that a model may hold beside scikit-learn's own: how rare each word is.
TRUSTED = ["scipy.sparse._csr.csr_matrix"]
#: Parts of which each is scored by weights learnt from the others, and what is tried to sharpen the scores.
PARTS, SHARPNESS = 3, np.geomspace(0.3, 30, 48)
#: What meanings count beside words and their pieces.
SENSES = 0.45
#: The file of what words mean, and of those that are known, beside the weights.
MEANINGS = "meanings.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WeighingClassifier(LogisticRegressionClassifier):  # type: ignore[misc]
    """Rasa's classifier on features of its own, its weights found as the embedded one finds them."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return Rasa's own defaults and ours: how far weights may go, the fewest and most letters of a piece."""
        return {**LogisticRegressionClassifier.get_default_config(), "freedom": 1.0, "pieces": [1, 5]}

    @classmethod
    def required_components(cls) -> list[Any]:
        """Return nothing: Rasa's own would want a featurizer before it."""
        return []

    def train(self, training_data: TrainingData) -> Resource:
        """Find the weights, and how sharp they have to be for a confidence of 0.8 to be right eight times in ten."""
        self.meanings = read_tables(training_data.lookup_tables, _plain)
        texts = (_plain(message.get(TEXT) or "") for message in training_data.intent_examples)
        self.known = set(find_known(texts, self.meanings))
        texts, wanted = self._create_training_matrix(training_data)
        weigher = _weigher(self.config)
        matrix, learner = weigher.fit_transform(texts), LinearSVC(C=self.config["freedom"], random_state=1)
        learner.fit(matrix, wanted)
        sharpness = _sharpness(learner, matrix, wanted)
        self.clf = Pipeline([("weigh", weigher), ("classify", _softened(learner, sharpness))])
        self.persist()
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_named: Any,
    ) -> WeighingClassifier:
        """Return what was trained; a file that holds anything but plain weights is refused."""
        with model_storage.read_from(resource) as folder:
            trained = skops.io.load(folder / f"{resource.name}.skops", trusted=TRUSTED)
            learnt = json.loads((folder / MEANINGS).read_text("utf-8"))
        component = cls(config, execution_context.node_name, model_storage, resource)
        component.clf, component.meanings, component.known = trained, learnt["meanings"], set(learnt["known"])
        return component

    def persist(self) -> None:
        """Write the weights as Rasa does, and what words mean beside them."""
        super().persist()
        with self._model_storage.write_to(self._resource) as folder:
            learnt = {"meanings": self.meanings, "known": sorted(self.known)}
            (folder / MEANINGS).write_text(json.dumps(learnt), "utf-8")

    def _create_X(self, messages: Iterable[Message]) -> Any:  # noqa: N802 - Rasa's name
        """Return what is trained on and classified: the texts themselves, and what they mean."""
        texts = [_plain(message.get(TEXT) or "") for message in messages]
        return np.array(
            [[text, senses(text, self.meanings, self.known)] for text in texts], dtype=object
        ).reshape(-1, 2)


def _plain(text: str) -> str:
    """Return a text without accents, case and punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return BETWEEN.sub(" ", "".join(sign for sign in letters if not unicodedata.combining(sign)))


def _weigher(config: dict[str, Any]) -> ColumnTransformer:
    """Words and their pairs, and pieces of words, which weigh the same; for half as much, what they mean."""
    words = TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True)  # noqa: S106 - no password
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=tuple(config["pieces"]), sublinear_tf=True)
    sense = TfidfVectorizer(token_pattern=r"\S+", lowercase=False, sublinear_tf=True)  # noqa: S106 - no password
    parts = [("words", words, 0), ("pieces", pieces, 0), ("senses", sense, 1)]
    return ColumnTransformer(parts, transformer_weights={"senses": SENSES})


def _sharpness(learner: LinearSVC, matrix: Any, wanted: list[str]) -> float:
    """Return the factor under which scores of texts that were not learnt from lose least."""
    parts = StratifiedKFold(PARTS, shuffle=True, random_state=1)
    scores = cross_val_predict(learner, matrix, wanted, cv=parts, method="decision_function")
    return float(min(SHARPNESS, key=lambda factor: log_loss(wanted, _shares(scores * factor))))


def _shares(scores: Any) -> Any:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _softened(learner: LinearSVC, sharpness: float) -> LogisticRegression:
    """Return the same weights as a regression of all intents together, whose confidences are shares of one."""
    regression = LogisticRegression(multi_class="multinomial")
    regression.classes_ = learner.classes_
    regression.coef_ = learner.coef_ * sharpness
    regression.intercept_ = learner.intercept_ * sharpness
    return regression
