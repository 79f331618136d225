"""The console of the demo town, on SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.journey.reading import read_once
from tests.unit.console.office import Office


@pytest.fixture(autouse=True)
def shared() -> Iterator[None]:
    """Have every console of a test share sentences and scripts."""
    with read_once():
        yield


@pytest.fixture
async def office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """Give the console of the demo town."""
    async with Office(sqlite_url, tmp_path / "data") as opened:
        yield opened
