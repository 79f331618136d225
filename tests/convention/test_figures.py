"""Do files and functions keep to the house's figures? A longer one gives its reason here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from statistics import median, quantiles

from tests.convention.tree import SOURCES, functions, name_of, python_files

#: Lines: what a half stays under, what 95 of 100 stay under, what none passes without a reason.
FILE_MEDIAN, FILE_P95, FILE_LIMIT = 90, 250, 250
FUNCTION_MEDIAN, FUNCTION_P95, FUNCTION_LIMIT = 8, 30, 40

#: Migrations are a record of what was done, one after the other: they are not counted.
RECORDS = "storage/migrations/versions/"

#: Why a file or a function ("file.py:function") is longer than the limit.
REASONS: dict[str, str] = {}


def counted() -> list[Path]:
    return [path for path in python_files(*SOURCES) if not name_of(path).startswith(RECORDS)]


@cache
def file_lines() -> dict[str, int]:
    return {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in counted()}


@cache
def function_lines() -> dict[str, int]:
    return {
        f"{name_of(path)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in counted()
        for node in functions(path)
    }


def p95(lines: dict[str, int]) -> float:
    return quantiles(lines.values(), n=20)[-1]


def longer(lines: dict[str, int], limit: int) -> dict[str, int]:
    return {name: count for name, count in lines.items() if count > limit and name not in REASONS}


def test_most_files_are_short() -> None:
    lines = file_lines()
    assert median(lines.values()) <= FILE_MEDIAN
    assert p95(lines) <= FILE_P95


def test_most_functions_are_short() -> None:
    lines = function_lines()
    assert median(lines.values()) <= FUNCTION_MEDIAN
    assert p95(lines) <= FUNCTION_P95


def test_a_long_file_says_why() -> None:
    assert longer(file_lines(), FILE_LIMIT) == {}


def test_a_long_function_says_why() -> None:
    assert longer(function_lines(), FUNCTION_LIMIT) == {}


def test_reasons_are_still_needed() -> None:
    lines = file_lines() | function_lines()
    limits = {name: FUNCTION_LIMIT if ":" in name else FILE_LIMIT for name in REASONS}
    assert [name for name in REASONS if lines.get(name, 0) <= limits[name]] == []
