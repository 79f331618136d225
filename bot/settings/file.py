"""What does the file of settings set, and on which line?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from bot.errors import SettingsError

#: UTF-8, also as Windows writes it, with a mark before the first name
ENCODING = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class Line:
    """Where a name is set, the last time if it is more than once."""

    value: str
    #: from 1
    number: int
    #: whether an earlier line sets the same name, in vain
    again: bool


def read_lines(path: Path | None) -> Mapping[str, Line]:
    """Return what the file sets, by upper-case name; nothing where there is none. Raise SettingsError with the line."""
    lines: dict[str, Line] = {}
    for binding in _bindings(path):
        number = _number(binding)
        if binding.error or (binding.key is not None and binding.value is None):
            raise SettingsError(
                f"{path}, line {number},",
                "sets nothing",
                "write NAME=value, a value with spaces or # in quotes",
            )
        if binding.key is not None:
            name = binding.key.upper()
            lines[name] = Line(binding.value or "", number, name in lines)
    return lines


def _bindings(path: Path | None) -> list[Binding]:
    if path is None or not path.is_file():
        return []
    try:
        with path.open(encoding=ENCODING) as stream:
            return list(parse_stream(stream))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            str(path), "cannot be read", "save it as text in UTF-8, or take it away"
        ) from error


def _number(binding: Binding) -> int:
    """Return the line of a name: what the library gives begins with the empty lines before it."""
    text = binding.original.string
    return binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")
