"""What holds for every test: what it needs is there, chance is the same each time in CI, the longest begin first."""

from __future__ import annotations

import gc

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
LONGEST = ("tests/faults/", "tests/kill/", "tests/browser/", "tests/property/", "tests/year/")

#: Objects that are made before Python looks for garbage, and how often it looks at the younger before it looks at the older.
GARBAGE = (20_000, 20, 20)


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


def pytest_collection_finish() -> None:
    """Spare the search for garbage the modules and items of all tests: a tenth of the time went into it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


@pytest.fixture
def chromium() -> str:
    """Path of Chromium, for tests that carry `@pytest.mark.needs("chromium")`."""
    path = find_chromium()
    assert path, 'mark the test with needs("chromium")'
    return path
