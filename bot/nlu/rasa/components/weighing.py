"""Which intent does a text have, for Rasa? Words and pieces of words weighed by rarity. Runs in Rasa's Python 3.10.

Rasa only counts words (no TF-IDF), and its classifier cannot be told how closely to follow the examples: with
both, a third of the mistakes go (docs/adr/0008-rasa-beside-the-service.md).
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
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

#: What is neither letter nor digit, or joins words.
BETWEEN = re.compile(r"[\W_]+")

#: The only type that a model may hold beside scikit-learn's own: how rare each word is.
TRUSTED = ["scipy.sparse._csr.csr_matrix"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WeighingClassifier(LogisticRegressionClassifier):  # type: ignore[misc]
    """Rasa's logistic regression, on features of its own; `C` and `pieces` are set in config.yml."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return Rasa's own defaults and ours: how closely examples are followed, the letters of a piece."""
        ours = {"C": 30.0, "pieces": [2, 4], "max_iter": 200, "tol": 1e-3}
        return {**LogisticRegressionClassifier.get_default_config(), **ours}

    @classmethod
    def required_components(cls) -> list[Any]:
        """Return nothing: Rasa's own would want a featurizer before it."""
        return []

    def __init__(self, *parts: Any, **named: Any) -> None:
        super().__init__(*parts, **named)
        self.clf = Pipeline([("weigh", _weighing(self.config)), ("classify", _regression(self.config))])

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


def _weighing(config: dict[str, Any]) -> FeatureUnion:
    """Words and their pairs, and pieces of words: each of the two weighs as much as the other."""
    words = TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True)  # noqa: S106 - no password
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=tuple(config["pieces"]), sublinear_tf=True)
    return FeatureUnion([("words", words), ("pieces", pieces)])


def _regression(config: dict[str, Any]) -> LogisticRegression:
    return LogisticRegression(
        C=config["C"],
        max_iter=config["max_iter"],
        tol=config["tol"],
        random_state=config["random_state"],
        class_weight="balanced",
    )
