"""Which intent does a text have, for Rasa? The embedded classifier, learnt from every language. Runs in Rasa's Python 3.10.

Rasa only counts words (no TF-IDF), its classifiers cannot be told how closely to follow the examples, and are not
calibrated: docs/adr/0008-rasa-beside-the-service.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.embedded.learning import learn
from bot.nlu.embedded.model import Model, load, save

#: One model hears every language: all are read with the spelling of this one.
LANGUAGE = "fr"
#: The file of the weights.
WEIGHTS = "weights.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WeighingClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """Ranks every intent; without weights, none."""

    def __init__(self, storage: ModelStorage, resource: Resource, model: Model | None = None) -> None:
        self._storage, self._resource, self._model = storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WeighingClassifier:
        """Return a component that has learnt nothing yet."""
        return cls(model_storage, resource)

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
            return cls(model_storage, resource, load(folder / WEIGHTS))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the weights, and keep them."""
        taught = training_data.intent_examples
        self._model = learn(
            [message.get(TEXT) or "" for message in taught],
            [message.get(INTENT) for message in taught],
            read_tables(training_data.lookup_tables),
            LANGUAGE,
        )
        with self._storage.write_to(self._resource) as folder:
            save(self._model, folder / WEIGHTS)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Write on each message what it may want, best first."""
        for message in messages:
            guesses = self._model.guess(message.get(TEXT) or "") if self._model else ()
            ranking = [{"name": guess.intent, "confidence": guess.confidence} for guess in guesses]
            message.set(INTENT, ranking[0] if ranking else NOTHING, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Write it on what was learnt from, too: Rasa asks for it."""
        self.process(training_data.training_examples)
        return training_data


#: As Rasa says that there is no intent.
NOTHING = {"name": None, "confidence": 0.0}


def read_tables(tables: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the phrases by meaning of Rasa's look-up tables; one name may have a table in each language."""
    found: dict[str, list[str]] = {}
    for table in tables:
        if isinstance(table["elements"], list):
            found.setdefault(table["name"], []).extend(table["elements"])
    return found
