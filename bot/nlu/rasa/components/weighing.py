"""Which intent does a text have, for Rasa? Words and pieces of words weighed by rarity. Runs in Rasa's Python 3.10.

Rasa only counts words (no TF-IDF), its classifier cannot be told how closely to follow the examples, and is not
calibrated: with these, a third of the mistakes go, in a twentieth of the time (docs/adr/0008-rasa-beside-the-service.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

#: What is neither letter nor digit, or joins words.
BETWEEN = re.compile(r"[\W_]+")
#: The only type that a model may hold beside scikit-learn's own: how rare each word is.
TRUSTED = ["scipy.sparse._csr.csr_matrix"]
#: Parts of which each is scored by weights learnt from the others, and what is tried to sharpen the scores.
PARTS, SHARPNESS = 3, np.geomspace(0.3, 30, 48)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WeighingClassifier(LogisticRegressionClassifier):  # type: ignore[misc]
    """Rasa's classifier on features of its own, its weights found as the embedded one finds them."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return Rasa's own defaults and ours: how far weights may go, the fewest and most letters of a piece."""
        return {**LogisticRegressionClassifier.get_default_config(), "freedom": 0.3, "pieces": [2, 4]}

    @classmethod
    def required_components(cls) -> list[Any]:
        """Return nothing: Rasa's own would want a featurizer before it."""
        return []

    def train(self, training_data: TrainingData) -> Resource:
        """Find the weights, and how sharp they have to be for a confidence of 0.8 to be right eight times in ten."""
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
        component = cls(config, execution_context.node_name, model_storage, resource)
        component.clf = trained
        return component

    def _create_X(self, messages: Iterable[Message]) -> Any:  # noqa: N802 - Rasa's name
        """Return what is trained on and classified: the texts themselves."""
        return np.array([_plain(message.get(TEXT) or "") for message in messages], dtype=object)


def _plain(text: str) -> str:
    """Return a text without accents, case and punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return BETWEEN.sub(" ", "".join(sign for sign in letters if not unicodedata.combining(sign)))


def _weigher(config: dict[str, Any]) -> FeatureUnion:
    """Words and their pairs, and pieces of words: each of the two weighs as much as the other."""
    words = TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True)  # noqa: S106 - no password
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=tuple(config["pieces"]), sublinear_tf=True)
    return FeatureUnion([("words", words), ("pieces", pieces)])


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
