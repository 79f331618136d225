"""What did staff write in a file? YAML, a census beside it read from its CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.errors import PalabreError
from bot.participation.segments.census import read_census


def read_file(path: Path) -> dict[str, Any]:
    """Return the fields of a file; a sample's `census: file.csv` becomes its table. Raise PalabreError."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PalabreError(f"{path.name} cannot be read: {error.__class__.__name__}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise PalabreError(f"{path.name}{where}: not YAML; compare with docs/broadcasts.md") from error
    if not isinstance(data, dict):
        raise PalabreError(f"{path.name}: fields are expected, one on each line")
    return _with_census(data, path.parent)


def _with_census(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the data with the tables that it names."""
    return {key: _whole(key, value, folder) for key, value in data.items()}


def _whole(key: str, value: Any, folder: Path) -> Any:
    if key == "census" and isinstance(value, str):
        return _census(folder / value)
    return _with_census(value, folder) if isinstance(value, dict) else value


def _census(file: Path) -> dict[str, int]:
    try:
        return read_census(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise PalabreError(f"the census {file.name} cannot be read beside the file that names it") from None
