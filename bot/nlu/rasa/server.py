"""How is a Rasa server of our own started on this machine, awaited, and stopped?"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress
from itertools import chain
from pathlib import Path

from bot.nlu.errors import BackendUnavailable
from bot.nlu.rasa.api import NAME, RasaApi
from bot.nlu.rasa.process import RasaProcess

LOOPBACK = "127.0.0.1"
#: Ports that systems do not hand out by themselves: one that is, may be taken while a server starts.
UNASSIGNED = range(21_000, 32_000)
#: Seconds to load TensorFlow and a model; 14 on two quiet cores.
PATIENCE = 180.0
#: What a server reads before anybody writes.
FIRST = "bonjour"
#: Seconds between two questions whether it is ready.
INTERVAL = 0.2
#: Seconds between two questions whether it still answers, how long each may take, and how many may fail.
HEARTBEAT, LATEST, MISSED = 5.0, 5.0, 3


class RasaServer:
    """A server on the loopback only, which wants calls signed with a secret."""

    def __init__(self, python: Path, port: int, secret: str) -> None:
        self._python, self._port, self._secret = python, port, secret
        self._process: RasaProcess | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def pid(self) -> int | None:
        """Number of its process, when there is one."""
        return self._process.pid if self._process else None

    async def start(self, model: Path) -> None:
        """Start it with a model, and wait until it serves that one. Raise BackendUnavailable."""
        check_port(self._port)
        words = ["run", "--enable-api", "--quiet", "--model", str(model), "-i", LOOPBACK]
        words += ["-p", str(self._port), "--jwt-secret", self._secret, "--jwt-method", "HS256"]
        self._process = await RasaProcess.begin(self._python, words)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._wait_for(model, self._process)
        except TimeoutError as fault:
            raise BackendUnavailable(NAME, "slow start") from fault

    async def watch(self) -> None:
        """Return when it has ended, or answers no more."""
        if self._process is None:
            return
        beating = asyncio.create_task(self._beat())
        ending = asyncio.create_task(self._process.wait())
        try:
            await asyncio.wait((beating, ending), return_when=asyncio.FIRST_COMPLETED)
        finally:
            beating.cancel()
            ending.cancel()

    async def stop(self) -> None:
        """End it, if it runs."""
        if self._process is not None:
            process, self._process = self._process, None
            await process.stop()

    async def _wait_for(self, model: Path, process: RasaProcess) -> None:
        api = RasaApi(self.url, self._secret)
        try:
            while not await _serves(api, model):
                if process.ended:
                    await process.wait()
                    raise BackendUnavailable(NAME, process.last_words)
                await asyncio.sleep(INTERVAL)
            await _read_one(api)
        finally:
            await api.close()

    async def _beat(self) -> None:
        """Return once the server has not answered several times in a row."""
        api, missed = RasaApi(self.url, self._secret), 0
        try:
            while missed < MISSED:
                await asyncio.sleep(HEARTBEAT)
                missed = 0 if await _answers(api) else missed + 1
        finally:
            await api.close()


def check_port(port: int) -> None:
    """Raise BackendUnavailable when another program listens there: it must not be taken for ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as fault:
            raise BackendUnavailable(NAME, f"another program listens on {LOOPBACK}:{port}") from fault


def free_port() -> int:
    """Return a port of the loopback that nobody listens on now, nor is given for a connection meanwhile."""
    first = UNASSIGNED.start + os.getpid() % len(UNASSIGNED)
    for port in chain(range(first, UNASSIGNED.stop), UNASSIGNED):
        with suppress(BackendUnavailable):
            check_port(port)
            return port
    raise BackendUnavailable(NAME, "no port is free")


async def _serves(api: RasaApi, model: Path) -> bool:
    try:
        return await api.model(LATEST) == model.name
    except BackendUnavailable:
        return False


async def _read_one(api: RasaApi) -> None:
    """Have it read a text: the first takes it longer than a resident waits."""
    with suppress(BackendUnavailable):
        await api.parse(FIRST, PATIENCE)


async def _answers(api: RasaApi) -> bool:
    try:
        await api.model(LATEST)
    except BackendUnavailable:
        return False
    return True
