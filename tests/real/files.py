"""Where are the public files that are not ours to publish?"""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[3] / "shared" / "data"
FOLDER = Path(os.environ.get("PALABRE_REAL_DATA") or BESIDE)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a file, or skip."""
    file = FOLDER / name
    if not file.exists():
        pytest.skip(f"NOT TESTED, no {name}: set PALABRE_REAL_DATA to the folder that holds it")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return tuple(csv.DictReader(lines))
