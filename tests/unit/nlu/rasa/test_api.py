"""Is the model that a server has known, and another one taken only when it says so?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.errors import BackendUnavailable
from tests.unit.nlu.rasa.double import Double, served

NEXT = Path("/somewhere/nlu-b.tar.gz")


async def test_the_model_is_named_by_its_file() -> None:
    async with served(Double()) as api:
        assert await api.model() == "nlu-a.tar.gz"


async def test_a_server_without_model_is_not_ready() -> None:
    async with served(Double(model=None)) as api:
        with pytest.raises(BackendUnavailable, match="409"):
            await api.model()


async def test_another_model_is_taken() -> None:
    double = Double()
    async with served(double) as api:
        await api.load(NEXT)
    assert double.model == NEXT.name


async def test_a_model_that_is_not_taken_is_told() -> None:
    async with served(Double(refuses_models=True)) as api:
        with pytest.raises(BackendUnavailable, match="kept its model"):
            await api.load(NEXT)
