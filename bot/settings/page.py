"""What does docs/settings.md say? The table of the settings, written from the model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic.fields import FieldInfo

from bot.settings.model import extra_of, fields, variable_of

HEAD = """\
# Settings

<!-- Written by `make docs` from bot/settings/model.py: change that, not this. -->

Each is a variable of the environment, or a line of `.env` in the folder where the service starts; the environment wins.
A bad value stops the start with one sentence that names the variable, and its line in `.env`. A name that starts with `PALABRE_` and is not
in this list is reported, with the nearest one that is.

| Variable | Default | What it does | Must be |
|---|---|---|---|
"""


def write_page() -> str:
    """Return the whole page, in Markdown."""
    return HEAD + "".join(_row(name, field) for name, field in fields().items())


def _row(name: str, field: FieldInfo) -> str:
    extra = extra_of(field)
    note = " **Secret.**" if extra["secret"] else ""
    return f"| `{variable_of(name)}` | {_default(field.default)} | {field.description}{note} | {extra['expects']} |\n"


def _default(value: Any) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return f"`{str(value).lower()}`"
        case tuple():
            return f"`{','.join(value)}`"
        case ZoneInfo() | Path() | str() | int() | float():
            return f"`{value}`"
        case _:
            raise TypeError(f"no way to show a default of type {type(value).__name__}")


if __name__ == "__main__":
    sys.stdout.write(write_page())
