"""How is a YAML file that ships with the service read? As plain values, and quickly: every start reads some fifty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dialogues.lines import READER


def read_shipped(path: Path) -> Any:
    """Return what the file holds; nobody needs its lines, it was reviewed before it shipped."""
    return yaml.load(path.read_text("utf-8"), Loader=READER)  # noqa: S506 - both readers are safe ones
