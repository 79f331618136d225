"""Which services are compared, how is each started, and what does it need?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.webhook.caller import SECRET
from bench.webhook.plays import OURS, PEERS, Line

ROOT = Path(__file__).parents[2]
#: What the peers' README asks for.
PYTHON_PACKAGES = (
    "python-telegram-bot[webhooks]==22.8",
    "aiogram==3.31",
    "aiohttp",
    "redis",
    "asyncpg",
    "uvloop",
)
#: The port that the peers' programs name.
REDIS_PORT = 26379


@dataclass(frozen=True, slots=True)
class Place:
    """Where one run happens."""

    port: int
    stub: int
    database: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Contestant:
    """One service."""

    name: str
    command: Sequence[str]
    folder: Path
    play: Sequence[Line] = PEERS
    path: str = "/webhook"
    secret: str = "s3cret"
    env: Mapping[str, str] = field(default_factory=dict)

    def environment(self, place: Place) -> dict[str, str]:
        """Return what the process is told; each service reads its own names."""
        stub, database = f"http://127.0.0.1:{place.stub}", place.database
        ours = {
            "PALABRE_DATA": str(place.folder),
            "PALABRE_DATABASE_URL": database,
            "PALABRE_PORT": str(place.port),
            "PALABRE_PUBLIC_URL": "https://ville.example",
            "PALABRE_TELEGRAM_TOKEN": "666:TOK",
            "PALABRE_TELEGRAM_SECRET": SECRET,
            "PALABRE_TELEGRAM_API_URL": stub,
            "PALABRE_LOG_LEVEL": "WARNING",
            # the peers understand no free words; ours would learn to while it is measured
            "PALABRE_UNDERSTAND": "false",
        }
        theirs = {"PORT": str(place.port), "STUB": str(place.stub), "PGDSN": database, "NAME": self.name}
        return {**os.environ, **ours, **theirs, **self.env}


def ours() -> Contestant:
    """Return our service, on the loop that it always has."""
    command = (sys.executable, "-m", "bench.webhook.service")
    return Contestant("palabre", command, ROOT, OURS, "/webhooks/telegram", SECRET)


def peers(loop: str, *, redis: bool) -> list[Contestant]:
    """Return the peers that are at hand, with their libraries; none without their folder."""
    folder = Path(os.environ.get("PALABRE_PEERS") or ROOT.parent / "shared" / "peers")
    if not folder.is_dir():
        return []
    cache = _installed(folder)
    storage = "redis" if redis else "memory"
    env = {"STORAGE": storage, "UVLOOP": loop, "CONC": "0", "NODE_PATH": str(cache / "node_modules")}
    env |= {"REDIS": f"redis://127.0.0.1:{REDIS_PORT}/0"}
    python, node = str(cache / "venv" / "bin" / "python"), shutil.which("node")
    found = [
        Contestant(name, (python, f"{name}_bot.py"), folder, env=env) for name in ("floor", "aiogram", "ptb")
    ]
    return found + ([Contestant("grammy", (node, "grammy_bot.js"), folder, env=env)] if node else [])


def _installed(folder: Path) -> Path:
    """Return where the peers' libraries are, outside the repository; install them the first time."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "palabre-peers"
    if not (cache / "done").exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", "venv"], cwd=cache, check=True)
        subprocess.run(["venv/bin/pip", "install", "-q", *PYTHON_PACKAGES], cwd=cache, check=True)
        shutil.copy(folder / "package.json", cache)
        if npm := shutil.which("npm"):
            subprocess.run([npm, "install", "--no-audit", "--no-fund", "--silent"], cwd=cache, check=True)
        (cache / "done").touch()
    return cache
