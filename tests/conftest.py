"""What holds for every test: what it needs is there, and chance is the same each time in CI."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, settings

from tests.needs import NEEDS, find_chromium, in_ci, missing

pytest_plugins = ["pytester", "tests.servers.fixtures"]

#: The machine may be slow; a property may not.
settings.register_profile("local", deadline=None, max_examples=50)
settings.register_profile(
    "ci", deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if in_ci() else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden conversations anew, to be read before they are committed."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/conversations anew")


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Refuse a `needs` mark with a name that nothing finds."""
    for item in items:
        for what in _wanted(item):
            if what not in NEEDS:
                raise pytest.UsageError(
                    f"{item.nodeid} needs {what!r}: tests/needs.py knows {', '.join(NEEDS)}"
                )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test without its program on a person's machine; fail it in CI."""
    for what in _wanted(item):
        if sentence := missing(what):
            (pytest.fail if in_ci() else pytest.skip)(f"NOT TESTED, {sentence}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested, whatever the options."""
    skipped = terminalreporter.stats.get("skipped", [])
    untested = sum("NOT TESTED" in str(report.longrepr) for report in skipped)
    if untested:
        terminalreporter.section("NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{untested} tests were skipped, their programs are missing; CI refuses this.")


@pytest.fixture
def chromium() -> str:
    """Path of Chromium, for tests that carry `@pytest.mark.needs("chromium")`."""
    path = find_chromium()
    assert path, 'mark the test with needs("chromium")'
    return path


def _wanted(item: pytest.Item) -> list[str]:
    return [str(what) for mark in item.iter_markers("needs") for what in mark.args]
