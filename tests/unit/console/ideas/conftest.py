"""The console of the demo town, on each store: its lists are SQL."""

from __future__ import annotations

import io
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import set_up_logs
from tests.unit.console.office import Office


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a migrated store that is this test's own."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(autouse=True)
def plain_log() -> Iterator[None]:
    """Log as the service does: a traceback with every local of a turn takes minutes to draw."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    set_up_logs("WARNING", stream=io.StringIO())
    yield
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
async def office(store_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """Give the console of the demo town."""
    opened = await Office(store_url, tmp_path / "data").open()
    yield opened
    await opened.close()
