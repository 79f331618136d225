"""Which stores must the console keep its conventions on?"""

from __future__ import annotations

import pytest

STORES = ["sqlite_url", pytest.param("postgresql_url", marks=pytest.mark.needs("postgresql"))]


@pytest.fixture(params=STORES)
def url(request: pytest.FixtureRequest) -> str:
    """Give the address of each kind of store."""
    return str(request.getfixturevalue(request.param))
