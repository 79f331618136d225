"""How are the {places} of a sentence filled? A wording is taken apart once, then only joined."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple, Protocol

from dialogues.days import say_day
from dialogues.titles import cut

#: wordings taken apart that are remembered: every sentence of five languages, twice over
REMEMBERED = 8192


class Params(Protocol):
    """What fills the {places} of a sentence."""

    def get(self, name: str, default: Any, /) -> Any:
        """Return the value of a place."""


class Place(NamedTuple):
    """`{title}`; `{about[title]}`, a part of what stands under the name; `{problem:40}`, cut to so many characters."""

    name: str
    part: str
    #: most characters; 0 is no limit
    length: int = 0

    def shown(self, value: Any, language: str) -> str:
        """Return the value as it is shown here: dates in words, nothing for what nobody knows."""
        if self.part:
            value = value.get(self.part, "") if isinstance(value, dict) else ""
        if isinstance(value, date):
            return say_day(value, language)
        return "" if value is None else str(value)


class Line(NamedTuple):
    """Words and places of one line; an `optional` one is left out when a place of it is empty."""

    parts: tuple[str | Place, ...]
    optional: bool


class Template(NamedTuple):
    """A wording taken apart."""

    lines: tuple[Line, ...]

    def fill(self, params: Params, language: str) -> str:
        """Return the sentence, its places filled; an optional line whose place is empty is left out."""
        lines, get = [], params.get
        for parts, optional in self.lines:
            words: list[str] = []
            for part in parts:
                if isinstance(part, str):
                    words.append(part)
                    continue
                value = get(part.name, "")
                if part.part or not isinstance(value, str):
                    value = part.shown(value, language)
                if optional and not value:
                    break
                words.append(cut(value, part.length) if part.length else value)
            else:
                lines.append("".join(words))
        return "\n".join(lines)


@lru_cache(maxsize=REMEMBERED)
def template(wording: str) -> Template:
    """Take a wording apart; lines that begin with "?" are optional, where one follows another line."""
    if "\n?" not in wording:
        return Template((Line(_parts(wording), False),))
    lines = wording.split("\n")
    return Template(tuple(Line(_parts(line.removeprefix("?")), line.startswith("?")) for line in lines))


def _parts(line: str) -> tuple[str | Place, ...]:
    parts: list[str | Place] = []
    for words, name, length, _ in Formatter().parse(line):
        if words:
            parts.append(words)
        if name is not None:
            whole, _, part = name.partition("[")
            parts.append(Place(whole, part.removesuffix("]"), int(length or 0)))
    return tuple(parts)
