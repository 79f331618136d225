"""Would the Bot API take this call? Judged against its description, written by others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

FILE = "specs/telegram_bot_api_10_1.json"
#: "1-4096 characters", "1-64 bytes", "0-200 characters"
_LENGTH = re.compile(r"\b(\d+)-(\d+) (characters|bytes)")
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
    "True": (bool,),
}

Value = Any


def find_description() -> Path | None:
    """Return the description: in PALABRE_REAL_DATA, or in `shared/data` beside the repository."""
    beside = Path(__file__).parents[4] / "shared" / "data"
    path = Path(os.environ.get("PALABRE_REAL_DATA") or beside) / FILE
    return path if path.is_file() else None


class Judge:
    """Knows every method and type of one version of the Bot API."""

    def __init__(self, path: Path) -> None:
        described = orjson.loads(path.read_bytes())
        self._methods: Mapping[str, Any] = described["methods"]
        self._types: Mapping[str, Any] = described["types"]

    def faults(self, method: str, params: Mapping[str, Value]) -> list[str]:
        """Return what the Bot API would refuse in a call, with the path of each fault."""
        if method not in self._methods:
            return [f"{method} is no method"]
        return list(self._object(method, self._methods[method], params))

    def knows(self, kind: str, name: str) -> bool:
        """Tell whether a type has a field of this name."""
        return any(field["name"] == name for field in self._types[kind]["fields"])

    def _object(self, path: str, described: Any, value: Mapping[str, Value]) -> Iterator[str]:
        fields = {field["name"]: field for field in described.get("fields", ())}
        for name, field in fields.items():
            if field["required"] and name not in value:
                yield f"{path}.{name} is missing"
        for name, inner in value.items():
            if name not in fields:
                yield f"{path}.{name} is unknown"
                continue
            yield from self._one_of(f"{path}.{name}", fields[name]["types"], inner)
            yield from _length(f"{path}.{name}", fields[name]["description"], inner)
        if described["name"] == "InlineKeyboardButton" and len(value.keys() - {"text", "style"}) != 1:
            yield f"{path} must do exactly one thing"

    def _one_of(self, path: str, types: list[str], value: Value) -> Iterator[str]:
        """Yield the faults against the type that has fewest."""
        yield from min((list(self._is(path, kind, value)) for kind in types), key=len)

    def _is(self, path: str, kind: str, value: Value) -> Iterator[str]:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                yield f"{path} is not a list"
                return
            for place, item in enumerate(value):
                yield from self._is(f"{path}[{place}]", kind.removeprefix("Array of "), item)
        elif kind in _PLAIN:
            if not isinstance(value, _PLAIN[kind]) or (
                kind != "Boolean" and kind != "True" and value is True
            ):
                yield f"{path} is not a {kind}"
        elif not isinstance(value, dict):
            yield f"{path} is not a {kind}"
        elif subtypes := self._types.get(kind, {}).get("subtypes"):
            yield from self._one_of(path, subtypes, value)
        else:
            yield from self._object(path, self._types[kind], value)


def _length(path: str, description: str, value: Value) -> Iterator[str]:
    if isinstance(value, str) and (found := _LENGTH.search(description)):
        least, most, unit = int(found[1]), int(found[2]), found[3]
        length = len(value.encode() if unit == "bytes" else value)
        if not least <= length <= most:
            yield f"{path} has {length} {unit}, not {least} to {most}"
