"""On which stores is the journey made, and what is logged of it?"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.journey.house import House
from tests.journey.reading import read_once
from tests.logged import logged


@pytest.fixture(autouse=True)
def shared() -> Iterator[None]:
    """Have every service of a test share sentences and scripts."""
    with read_once():
        yield


@pytest.fixture(autouse=True)
def log() -> Iterator[io.StringIO]:
    """Give what is logged; the logging of the tests is put back after."""
    stream = io.StringIO()
    with logged("DEBUG", stream):
        yield stream


# both stores keep the same promises, which tests/contract holds them to each time
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.proof)])
def store_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a migrated store that is this test's own."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def house(store_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """Give the demo town, open."""
    house = House(store_url, tmp_path / "data")
    await house.open()
    yield house
    await house.service.close()
