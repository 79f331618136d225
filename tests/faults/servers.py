"""How are a PostgreSQL and a Redis killed and started again, on what they had on disk?"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import redis

from tests.servers.binaries import postgresql_folder, redis_server, unprivileged
from tests.servers.process import Process, accepts

#: What was committed must survive the server's death; the machine itself does not die here.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "on",
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
}


class Mortal:
    """A server with its data in a folder, which outlives it."""

    def __init__(self, name: str) -> None:
        self.deaths = 0
        self.folder = Path(tempfile.mkdtemp(prefix=f"palabre-mortal-{name}-"))
        self.uid = unprivileged()
        if self.uid >= 0:
            os.chown(self.folder, self.uid, self.uid)
        self.process: Process | None = None

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        # what `Process` deletes at the end is a folder of this life only
        life = Path(tempfile.mkdtemp(prefix="life-", dir=self.folder))
        life.chmod(0o755)
        self.process = Process(life, self.uid, self.command()).wait_for(self.answers)

    def kill(self, name: signal.Signals = signal.SIGKILL) -> None:
        """End the server without a word to anybody."""
        assert self.process is not None
        os.kill(self.pid(), name)
        self.process.stop()
        self.deaths += 1

    def end(self) -> None:
        """Leave nothing."""
        if self.process is not None:
            self.process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self) -> list[str]:
        """Return what starts the server."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Tell whether the server answers."""
        raise NotImplementedError

    def pid(self) -> int:
        """Return the server's process."""
        raise NotImplementedError


class MortalPostgresql(Mortal):
    """A PostgreSQL whose commits are on disk."""

    def __init__(self, binaries: Path) -> None:
        super().__init__("pg")
        self.binaries = binaries
        self.url = f"postgresql://palabre@/postgres?host={self.folder}"
        who = self.uid if self.uid >= 0 else None
        initdb = [str(binaries / "initdb"), "-D", str(self.folder / "data"), "-U", "palabre", "-A", "trust"]
        subprocess.run(
            [*initdb, "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"], check=True, cwd=self.folder, capture_output=True,
            user=who, group=who, extra_groups=None if who is None else [],
        )  # fmt: skip

    def command(self) -> list[str]:
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        return [
            str(self.binaries / "postgres"),
            "-D",
            str(self.folder / "data"),
            "-k",
            str(self.folder),
            *options,
        ]

    def answers(self) -> bool:
        async def ask() -> None:
            connection = await asyncpg.connect(self.url)
            await connection.close()

        try:
            asyncio.run(ask())
        except (OSError, asyncpg.CannotConnectNowError):
            return False
        return True

    def pid(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def crash(self) -> None:
        """End every process of the server at once (immediate shutdown): the next start recovers from the log."""
        self.kill(signal.SIGQUIT)


class MortalRedis(Mortal):
    """A Redis that keeps nothing."""

    def __init__(self, binary: Path) -> None:
        super().__init__("redis")
        self.binary = binary
        self.socket = self.folder / "redis.sock"
        self.url = f"unix://{self.socket}"

    def command(self) -> list[str]:
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        return [str(self.binary), *options, "--dir", str(self.folder)]

    def answers(self) -> bool:
        return accepts(self.socket)

    def pid(self) -> int:
        with redis.Redis(unix_socket_path=str(self.socket)) as client:
            return int(client.info("server")["process_id"])

    def flush(self) -> None:
        """Take everything from it."""
        with redis.Redis(unix_socket_path=str(self.socket)) as client:
            client.flushall()


@contextmanager
def mortal_postgresql(copies: Path) -> Iterator[MortalPostgresql]:
    """Give a running PostgreSQL that may be killed."""
    binaries = postgresql_folder(copies)
    assert binaries is not None, "no program of PostgreSQL to kill: only an address was given"
    server = MortalPostgresql(binaries)
    try:
        server.start()
        yield server
    finally:
        server.end()


@contextmanager
def mortal_redis() -> Iterator[MortalRedis]:
    """Give a running Redis that may be killed."""
    binary = redis_server()
    assert binary is not None, "no program of Redis to kill: only an address was given"
    server = MortalRedis(binary)
    try:
        server.start()
        yield server
    finally:
        server.end()
