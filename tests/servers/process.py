"""How is a private server started, awaited, and stopped?"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from tests.servers import supervisor

#: How long a server may take to answer, and how often it is asked, in seconds.
PATIENCE, INTERVAL = 30.0, 0.02


class ServerError(Exception):
    """A private server did not start."""


class Process:
    """A server that runs in its own folder until `stop`, or until this process is gone."""

    def __init__(self, folder: Path, uid: int, command: list[str]) -> None:
        self.folder = folder
        self._keeper = subprocess.Popen(
            [sys.executable, supervisor.__file__, str(folder), str(uid), *command],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def wait_for(self, answers: Callable[[], bool]) -> Self:
        """Return once the server answers; raise ServerError after a while."""
        deadline = time.monotonic() + PATIENCE
        while not answers():
            if time.monotonic() > deadline:
                self.stop()
                raise ServerError(f"no answer from the server in {self.folder}")
            time.sleep(INTERVAL)
        return self

    def stop(self) -> None:
        """Stop the server and delete its folder."""
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        self._keeper.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def accepts(path: Path) -> bool:
    """Tell whether something listens on a Unix socket."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0
