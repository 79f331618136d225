"""Does the engine leave the clock and the files alone? Import-linter sees modules; this sees calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.convention.tree import name_of, parse, python_files

#: Calls that ask the machine something.
CLOCKS = frozenset(("now", "today", "utcnow", "fromtimestamp"))
FILES = frozenset(("read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob"))
#: The only modules that read files: they load scripts, messages and words, or review them, before any turn.
READERS = frozenset(("dialogues/loader.py", "dialogues/mentions.py", "dialogues/reading/vocabulary.py"))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(parse(path)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def reads_a_file(call: ast.Call) -> bool:
    """Tell `open(…)`, `path.open(encoding=…)` and `path.read_text()` from a method of ours named `open`."""
    opens = called(call) == "open" and (
        isinstance(call.func, ast.Name) or any(k.arg == "encoding" for k in call.keywords)
    )
    return opens or called(call) in FILES


def test_the_engine_asks_no_clock() -> None:
    files = python_files("dialogues")
    assert [f"{name_of(p)}:{c.lineno}" for p in files for c in calls(p) if called(c) in CLOCKS] == []


def test_only_the_loaders_read_files() -> None:
    files = [path for path in python_files("dialogues") if name_of(path) not in READERS]
    assert [f"{name_of(p)}:{c.lineno}" for p in files for c in calls(p) if reads_a_file(c)] == []
