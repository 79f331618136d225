"""How does Rasa learn what was added to the sentences, and serve it without a gap?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.errors import BackendUnavailable, TrainingFailed
from bot.nlu.evaluation.evaluation import HeldOut
from bot.nlu.rasa.access import Access
from bot.nlu.rasa.api import RasaApi
from bot.nlu.rasa.corpus import Corpus
from bot.nlu.rasa.gate import examine
from bot.nlu.rasa.models import Models
from bot.nlu.rasa.training import train

#: Is told each step in one sentence
Tell = Callable[[str], None]
#: Seconds that a server may take to say which model it has.
PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class School:
    """Where models are made, kept, examined and served."""

    python: Path
    models: Models
    access: Access
    held_out: Sequence[HeldOut]
    tell: Tell

    async def teach(self, corpus: Corpus) -> Path:
        """Train, examine and serve a model; the one before is kept. Raise TrainingFailed, BackendUnavailable."""
        model = self.models.path(corpus.digest)
        self.models.open()
        if model == self.models.current:
            self.tell("Nothing has changed since the model that is served was trained.")
        else:
            await self._make(corpus, model)
            self.models.take(model)
        await self._swap(model)
        return model

    async def _make(self, corpus: Corpus, model: Path) -> None:
        self.tell(f"Rasa is trained from {len(corpus.files)} files (some minutes).")
        await train(self.python, corpus, model)
        try:
            for one in await examine(self.python, model, self.held_out):
                self.tell(
                    f"{one.language}: accuracy {one.accuracy:.3f} on {len(one.trials)} held-out sentences."
                )
        except (TrainingFailed, BackendUnavailable):
            self.models.drop(model)
            raise

    async def _swap(self, model: Path) -> None:
        """Have the server that runs take the model; it answers with the old one until it has the new one."""
        api = RasaApi(self.access.url, self.access.secret)
        try:
            if await self._served(api) != model.name:
                await api.load(model)
            self.tell(f"Rasa serves {model.name}.")
        except BackendUnavailable as fault:
            if fault.cause != NOBODY:
                raise
            self.tell(f"Rasa does not run: `palabre nlu serve` will begin with {model.name}.")
        finally:
            await api.close()

    async def _served(self, api: RasaApi) -> str:
        try:
            return await api.model(PATIENCE)
        except BackendUnavailable as fault:
            if fault.cause == NO_MODEL:
                return ""
            raise


#: What a server without a model answers to a question about it.
NO_MODEL = "409"
#: The cause when nothing listens there.
NOBODY = "ClientConnectorError"
