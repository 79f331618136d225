"""How are options written where nothing can be tapped?"""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.legibility import legible
from dialogues.content import Option

#: Longest menu that is read at a glance on one line, in characters.
LINE = 48
#: Longest label beside others on one line, in characters.
WORD = 16


def labels(options: Sequence[Option]) -> tuple[str, ...]:
    """Return what each option is called, on one line; one without a label is called by its value."""
    return tuple(" ".join(legible(option.label or option.value).split()) for option in options)


def numbered(names: Sequence[str]) -> str:
    """Return "1 Oui 2 Non" when that is short and clear, else one option per line."""
    if any(any(char.isdigit() for char in name) for name in names):
        return "\n".join(f"{number}) {name}" for number, name in enumerate(names, 1))
    entries = [f"{number} {name}" for number, name in enumerate(names, 1)]
    line = " ".join(entries)
    beside = len(line) <= LINE and all(len(name) <= WORD for name in names)
    return line if beside else "\n".join(entries)
