"""Is a model made whole, or not at all?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.errors import TrainingFailed
from bot.nlu.rasa.corpus import Corpus
from bot.nlu.rasa.training import train

FILES = {"fr-greet.yml": b"nlu: []", "names-fr.yml": b"nlu: []"}


def listed(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_model_is_made_from_every_file(python: Path, tmp_path: Path) -> None:
    model = tmp_path / "nlu-a.tar.gz"
    await train(python, Corpus(FILES, b"pipeline"), model)
    assert model.read_text() == "fr-greet.yml names-fr.yml"
    assert listed(tmp_path) == [model]


@pytest.mark.parametrize(("pipeline", "said"), [(b"broken", "it is broken"), (b"empty", "without a model")])
async def test_a_failure_leaves_nothing(python: Path, tmp_path: Path, pipeline: bytes, said: str) -> None:
    with pytest.raises(TrainingFailed, match=said):
        await train(python, Corpus(FILES, pipeline), tmp_path / "nlu-a.tar.gz")
    assert listed(tmp_path) == []
