"""How does a test get a real Redis?"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.servers.binaries import redis_server, unprivileged
from tests.servers.process import Process, accepts


class RedisServer:
    """A server, given or private."""

    def __init__(self, url: str, process: Process | None = None) -> None:
        self.url = url
        self._process = process

    def stop(self) -> None:
        """Stop the server if it is ours."""
        if self._process:
            self._process.stop()


def start_redis() -> RedisServer | None:
    """Return the server named by PALABRE_TEST_REDIS_URL, or a private one; None when there is none to be had."""
    given = os.environ.get("PALABRE_TEST_REDIS_URL")
    if given:
        return RedisServer(given)
    binary = redis_server()
    if binary is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="palabre-redis-"))
    uid = unprivileged()
    if uid >= 0:
        os.chown(folder, uid, uid)
    socket = folder / "redis.sock"
    command = [str(binary), "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
    server = Process(folder, uid, [*command, "--dir", str(folder)]).wait_for(lambda: accepts(socket))
    return RedisServer(f"unix://{socket}", server)
