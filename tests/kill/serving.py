"""How is `palabre serve` started, killed at any moment, and started again?"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.journey.house import KEY
from tests.needs import ROOT


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Serving:
    """One `palabre serve`, and those that follow it on the same port and store."""

    def __init__(self, url: str, folder: Path) -> None:
        self.port = free_port()
        self.at = f"http://127.0.0.1:{self.port}"
        self.kills = 0
        self._folder = folder
        self._environment = {name: v for name, v in os.environ.items() if not name.startswith("PALABRE_")} | {
            "PALABRE_DATA": str(folder),
            "PALABRE_DATABASE_URL": url,
            "PALABRE_PORT": str(self.port),
            "PALABRE_SIMULATOR": "true",
            "PALABRE_SECRET_KEY": KEY,
            "PALABRE_LANGUAGES": "fr",
            "PALABRE_UNDERSTAND": "false",
            "PALABRE_WRITING_HOURS": "mon-sun 00:00-24:00",
            "PALABRE_HOLIDAYS": "none",
            "PALABRE_LOG_LEVEL": "WARNING",
        }
        self._process = self._start()

    def kill(self) -> None:
        """End the process as `kill -9` does, and start another."""
        self._process.kill()
        self._process.wait()
        self.kills += 1
        self._process = self._start()

    def stop(self) -> int:
        """Ask the process to finish; return its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(timeout=90)

    def end(self) -> None:
        """Leave nothing running, whatever happened."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def words(self) -> str:
        """Return what was written on standard error."""
        return (self._folder / "serve.log").read_text(encoding="utf-8")

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "serve.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
