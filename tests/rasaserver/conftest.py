"""Which real Rasa do these tests ask? One, trained from nlu_data in an environment that `make nlu` makes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.nlu.corpus import languages
from bot.nlu.rasa.corpus import gather
from bot.nlu.rasa.environment import find_python, find_rasa
from bot.nlu.rasa.models import Models
from bot.nlu.rasa.server import RasaServer, free_port
from bot.nlu.rasa.training import train
from bot.nlu.territory_data import Named, Territory, write_lookups
from tests.needs import in_ci

SECRET = "a secret of the tests, long enough"
TOWN = Territory(
    (Named("mobilite", ("mobilité", "vélo", "bus")),), (Named("saint-paul", ("Saint-Paul", "St Paul")),)
)


@pytest.fixture(scope="session")
def rasa_python() -> Path:
    """Give Rasa's Python; without it, skip loudly, and fail in CI where one could be made."""
    if found := find_rasa():
        return found
    sentence = "NOT TESTED, no Rasa on this machine: run `make nlu`"
    if in_ci() and find_python():
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def models(rasa_python: Path, tmp_path_factory: pytest.TempPathFactory) -> Models:
    """Give a folder with a model of every language's sentences, as `palabre nlu train` makes it."""
    kept = Models(tmp_path_factory.mktemp("models"))
    corpus = gather(languages(), {"names-fr.yml": write_lookups(TOWN)})
    model = kept.path(corpus.digest)
    asyncio.run(train(rasa_python, corpus, model))
    kept.take(model)
    return kept


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(rasa_python: Path, models: Models) -> AsyncIterator[RasaServer]:
    """Give a server that has the model."""
    running = RasaServer(rasa_python, free_port(), SECRET)
    try:
        await running.start(models.need_current())
        yield running
    finally:
        await running.stop()
