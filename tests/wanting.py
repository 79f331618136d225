"""What becomes of a test whose program is missing? Skipped loudly on a person's machine, failed in CI."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.needs import NEEDS, in_ci, missing


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


def _wanted(item: pytest.Item) -> list[str]:
    return [str(what) for mark in item.iter_markers("needs") for what in mark.args]
