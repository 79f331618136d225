"""Which stores must keep every promise of this folder?"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.database import Database, open_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a migrated store that is this test's own."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give an open store."""
    opened = open_database(database_url)
    yield opened
    await opened.close()
