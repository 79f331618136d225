"""On which stores is the service killed?"""

from __future__ import annotations

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a migrated store that is this test's own."""
    return str(request.getfixturevalue(f"{request.param}_url"))
