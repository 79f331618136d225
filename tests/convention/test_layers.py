"""Do imports go down only, and do channels leave each other alone?"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.convention.tree import ROOT, name_of, parse, python_files

CHANNELS = ROOT / "bot" / "channels"


def imported(path: Path) -> Iterator[str]:
    """Yield the modules that a file names in its imports, late ones included."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def siblings() -> list[str]:
    """Return the names of the channels: each has its folder, and a way of drawing; a provider has none."""
    return sorted(path.parent.name for path in CHANNELS.glob("*/render.py"))


def test_contracts_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_channels_do_not_import_each_other() -> None:
    crossings = [
        f"{name_of(path)} imports {module}"
        for channel in (path.parent.name for path in CHANNELS.glob("*/__init__.py"))
        for path in python_files(f"bot/channels/{channel}")
        for module in imported(path)
        if module.startswith("bot.channels.")
        and (other := module.split(".")[2]) in siblings()
        and other != channel
    ]
    assert crossings == []
