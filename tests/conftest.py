"""What holds for every test: what it needs is there, chance is the same each time in CI, the longest begin first."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.needs import find_chromium, in_ci

pytest_plugins = ["pytester", "tests.servers.fixtures", "tests.wanting"]

#: The machine may be slow; a property may not.
settings.register_profile("local", deadline=None, max_examples=50)
settings.register_profile(
    "ci", deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if in_ci() else "local")

#: Folders of tests that take longest, one after the other: begun last, they would keep one worker waiting for another.
LONGEST = ("tests/kill/", "tests/browser/", "tests/property/")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden conversations anew, to be read before they are committed."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/conversations anew")
    parser.addoption(
        "--backwards", action="store_true", help="run the last test first: none leans on another"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest tests first, or everything backwards."""
    if config.getoption("--backwards"):
        items.reverse()
    else:
        items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture
def chromium() -> str:
    """Path of Chromium, for tests that carry `@pytest.mark.needs("chromium")`."""
    path = find_chromium()
    assert path, 'mark the test with needs("chromium")'
    return path
