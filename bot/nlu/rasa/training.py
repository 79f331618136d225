"""How is a model of Rasa trained, in a process of its own, so that half a model is never seen?"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot.nlu.errors import TrainingFailed
from bot.nlu.rasa.corpus import Corpus
from bot.nlu.rasa.process import RasaProcess

#: Seconds; thousands of sentences take two minutes on one core.
PATIENCE = 1800.0
NAME = "model"


async def train(python: Path, corpus: Corpus, model: Path) -> None:
    """Train `model` from a corpus; its folder is there. Raise TrainingFailed."""
    with tempfile.TemporaryDirectory(prefix=".training-", dir=model.parent) as folder:
        sentences, pipeline = corpus.write(Path(folder))
        words = ["train", "nlu", "--nlu", str(sentences), "--config", str(pipeline)]
        await _run(python, [*words, "--out", folder, "--fixed-model-name", NAME])
        _keep(Path(folder) / f"{NAME}.tar.gz", model)


def _keep(made: Path, model: Path) -> None:
    """Put a model where it is looked for, whole from the first moment."""
    if not made.exists():
        raise TrainingFailed("Rasa ended without a model")
    made.replace(model)


async def _run(python: Path, words: list[str]) -> None:
    process = await RasaProcess.begin(python, words)
    try:
        async with asyncio.timeout(PATIENCE):
            code = await process.wait()
    except TimeoutError as fault:
        raise TrainingFailed(f"Rasa was not trained in {PATIENCE / 60:.0f} minutes") from fault
    finally:
        await process.stop()
    if code:
        raise TrainingFailed(f"Rasa could not be trained: {process.last_words}")
