"""Is French understood as well as was asked for? The figures of docs/nlu.md, on sentences that nobody trained on."""

from __future__ import annotations

import asyncio

import pytest

from bot.nlu.corpus import read_corpus
from bot.nlu.embedded.backend import MODELS, EmbeddedBackend
from bot.nlu.embedded.cache import forget_others, path_of
from bot.nlu.embedded.model import save
from bot.nlu.embedded.training import train
from bot.nlu.evaluation.evaluation import Evaluation, evaluate, read_held_out
from bot.nlu.thresholds import THRESHOLDS

#: Least that is asked of French.
LEAST = {"accuracy": 0.92, "opt-outs heard": 0.98, "out of scope caught": 0.85}
#: Most that is borne; of the traps, none is obeyed without a question.
MOST = {"in scope refused": 0.05, "acted on and wrong": 0.03}
TRAPS = 0


@pytest.fixture(scope="session")
def evaluation(pytestconfig: pytest.Config) -> Evaluation:
    """Give what is measured of French; learnt once for each state of data and code, kept with pytest's own notes."""
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir("nlu")
    path = path_of(folder / MODELS, "fr")
    if not path.exists():
        save(train(read_corpus("fr")), path)
        forget_others(path, "fr")
    return asyncio.run(measure(EmbeddedBackend(folder, ("fr",))))


async def measure(backend: EmbeddedBackend) -> Evaluation:
    await backend.prepare()
    assert backend.ready == {"fr"}
    return await evaluate(backend, read_held_out("fr"), THRESHOLDS[backend.name])


# one test: several processes would each learn anew
def test_french_is_understood_as_asked_for(evaluation: Evaluation) -> None:
    found = {
        "accuracy": evaluation.accuracy,
        "opt-outs heard": evaluation.wishes.recall,
        "out of scope caught": evaluation.scope.caught,
        "in scope refused": evaluation.scope.refused,
        "acted on and wrong": evaluation.scope.mistaken,
    }
    assert {name: found[name] for name, least in LEAST.items() if found[name] < least} == {}
    assert {name: found[name] for name, most in MOST.items() if found[name] > most} == {}
    assert len(evaluation.traps.ruled) + len(evaluation.traps.acted) <= TRAPS
