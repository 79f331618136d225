"""Which sentences do the Python sources say?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dialogues.loader import HOME

#: where sentences are said
SOURCES = (HOME, HOME.parent / "bot")

#: what a key looks like
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")

#: what an f-string must begin with to make keys: `f"question.unit.{unit}"`
_STEM = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_.]*")
_HOLE = "[a-z0-9_]+"

#: file and line
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Two rules: a string that is a key says it; an f-string says every key that it can make."""

    strings: Mapping[str, Place]
    made: tuple[re.Pattern[str], ...]

    def say(self, key: str) -> bool:
        """Tell whether a sentence is said; other words of a label are used where the label is."""
        key = key.removesuffix(".aliases")
        return key in self.strings or any(pattern.fullmatch(key) for pattern in self.made)

    def like_keys(self) -> Iterator[tuple[str, Place]]:
        """Yield the strings that look like keys, and where each first stands."""
        return ((key, place) for key, place in self.strings.items() if KEY.fullmatch(key))


@cache
def shipped_mentions() -> Mentions:
    """Read every source of this release, once: none changes while it runs."""
    return find_mentions(SOURCES)


def find_mentions(folders: Iterable[Path]) -> Mentions:
    """Read every Python source under the folders."""
    strings: dict[str, Place] = {}
    made: set[str] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            name = path.relative_to(folder.parent).as_posix()
            _note(ast.parse(path.read_text(encoding="utf-8")), name, strings, made)
    return Mentions(strings, tuple(map(re.compile, sorted(made))))


def _note(tree: ast.Module, file: str, strings: dict[str, Place], made: set[str]) -> None:
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text), lineno=line):
                strings.setdefault(text, (file, line))
            case ast.JoinedStr(values=[ast.Constant(value=str(head)), *_]) if _STEM.fullmatch(head):
                made.add("".join(map(_expression, node.values)))


def _expression(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else _HOLE
