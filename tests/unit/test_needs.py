"""Is a test without its program skipped here, and failed in CI?"""

from __future__ import annotations

import pytest

TEST = """
import pytest
@pytest.mark.needs({what!r})
def test_it():
    pass
"""


@pytest.fixture
def house(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with our plugin, on a machine where nothing is installed."""
    for name in ("CI", "PALABRE_CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(pytester.path))
    pytester.makeini(
        "[pytest]\nmarkers = needs(what): wants it\nasyncio_default_fixture_loop_scope = function\n"
    )
    return pytester


def run(house: pytest.Pytester, what: str) -> pytest.RunResult:
    house.makepyfile(TEST.format(what=what))
    # in this process: a new one would import everything again
    return house.runpytest_inprocess("-p", "no:cacheprovider", "-p", "tests.wanting")


def test_without_it_the_test_is_skipped_loudly(house: pytest.Pytester) -> None:
    result = run(house, "node")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*1 tests were skipped, their programs are missing*"])


def test_without_it_ci_fails(house: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    run(house, "node").assert_outcomes(errors=1)


def test_with_it_the_test_runs(house: pytest.Pytester) -> None:
    node = house.path / "node"
    node.touch(mode=0o755)
    run(house, "node").assert_outcomes(passed=1)


def test_unknown_program_is_a_usage_error(house: pytest.Pytester) -> None:
    assert run(house, "a fax").ret == pytest.ExitCode.USAGE_ERROR
