"""Does a model understand enough to be served? It is asked what nothing was trained on, by a server of its own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from bot.nlu.errors import TrainingFailed
from bot.nlu.evaluation.evaluation import Evaluation, HeldOut, evaluate
from bot.nlu.rasa.api import NAME, RasaApi
from bot.nlu.rasa.backend import UNHURRIED, RasaBackend
from bot.nlu.rasa.server import RasaServer, free_port
from bot.nlu.thresholds import THRESHOLDS

#: Accuracy that a model has to reach in each language; broken data or a broken pipeline are far below.
LEAST = 0.75


async def examine(python: Path, model: Path, held_out: Sequence[HeldOut]) -> list[Evaluation]:
    """Return how well a model understands each language. Raise TrainingFailed, BackendUnavailable."""
    secret = secrets.token_hex(32)
    server = RasaServer(python, free_port(), secret)
    try:
        await server.start(model)
        backend = RasaBackend(
            RasaApi(server.url, secret, UNHURRIED), [one.language for one in held_out], patience=UNHURRIED
        )
        try:
            done = [await evaluate(backend, one, THRESHOLDS[NAME]) for one in held_out]
        finally:
            await backend.close()
    finally:
        await server.stop()
    for one in done:
        if one.accuracy < LEAST:
            got = f"it understands {one.accuracy:.0%} of the held-out sentences in {one.language}"
            raise TrainingFailed(f"the new model is not served: {got}, {LEAST:.0%} are wanted")
    return done
