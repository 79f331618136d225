"""Which files are ours, and what do the sources hold?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("bot", "dialogues", "storage")
#: Folders that git does not keep.
OTHERS = frozenset(
    ".git .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache __pycache__ node_modules data "
    "build dist".split()
)
#: Files that are not text, by their ending.
BINARY = frozenset((".xlsx", ".png", ".jpg", ".webp", ".ico", ".woff2", ".db", ".pdf"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def our_files(folder: Path = ROOT) -> Iterator[Path]:
    """Yield the files that git keeps, or will."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in OTHERS and not path.name.endswith(".egg-info"):
                yield from our_files(path)
        elif path.name != ".env" and path.suffix not in (".pyc", ".log"):
            yield path


def text_files() -> list[Path]:
    """Return our files that hold text."""
    return [path for path in our_files() if path.suffix not in BINARY]


def python_files(*folders: str) -> list[Path]:
    """Return the Python files of some top folders; empty ones are left out."""
    return [p for f in folders for p in our_files(ROOT / f) if p.suffix == ".py" and p.stat().st_size]


def name_of(path: Path) -> str:
    """Return the path from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Yield the functions and methods of a file."""
    return (node for node in ast.walk(parse(path)) if isinstance(node, Function))
