"""The console of the demo town, on each store: its lists are SQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.unit.console.office import Office


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a migrated store that is this test's own."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def office(store_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """Give the console of the demo town."""
    async with Office(store_url, tmp_path / "data") as opened:
        yield opened
