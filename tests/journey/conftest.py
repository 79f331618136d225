"""On which stores is the journey made, and what is logged of it?"""

from __future__ import annotations

import io
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import set_up_logs
from tests.journey.house import House
from tests.journey.reading import read_once


@pytest.fixture(autouse=True)
def shared() -> Iterator[None]:
    """Have every service of a test share sentences and scripts."""
    with read_once():
        yield


@pytest.fixture(autouse=True)
def log() -> Iterator[io.StringIO]:
    """Give what is logged; the logging of the tests is put back after."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs("DEBUG", stream=stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(params=["sqlite", "postgresql"])
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
