"""Do the sources log fixed words with allowed keys only, and print nowhere else?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.logs import ALLOWED
from tests.convention.tree import SOURCES, name_of, parse, python_files

LEVELS = frozenset(("debug", "info", "warning", "error", "exception", "critical"))
#: Keywords that structlog takes for itself.
OWN = frozenset(("exc_info",))


def log_calls(path: Path) -> Iterator[ast.Call]:
    """Yield the calls `log.info(…)`, `logger.error(…)`, `self.log.warning(…)`."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS:
            owner = ast.unparse(node.func.value)
            if "log" in owner.lower().split(".")[-1]:
                yield node


def faults(call: ast.Call) -> Iterator[str]:
    """Yield what a log call may not do."""
    if not (len(call.args) == 1 and isinstance(call.args[0], ast.Constant)):
        yield "says more than one fixed text"
    for keyword in call.keywords:
        if keyword.arg not in ALLOWED | OWN:
            yield f"has the key {keyword.arg}"


def test_log_calls_hold_nothing_private() -> None:
    found = [
        f"{name_of(path)}:{call.lineno} {fault}"
        for path in python_files(*SOURCES)
        for call in log_calls(path)
        for fault in faults(call)
    ]
    assert found == []


def test_faults_are_seen() -> None:
    calls = ast.parse('log.info(f"got {text}", text=text)\nself._logger.error("%s", phone)').body
    seen = [
        list(faults(node.value))
        for node in calls
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
    assert [len(faults_of_one) for faults_of_one in seen] == [2, 1]


def test_no_source_goes_round_the_log() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files(*SOURCES)
        if name_of(path) != "bot/logs.py"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "logging.getLogger")
        if not name_of(path).startswith("bot/cli")
    ]
    assert found == []
