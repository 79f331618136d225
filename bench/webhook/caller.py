"""How does Telegram call a webhook? On one kept connection, one update at a time."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import orjson

from bench.webhook.frames import Frames

SECRET = "a-secret-of-the-bench"
HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    "X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
)


class Caller(asyncio.Protocol):
    """One connection to a bot's webhook."""

    def __init__(self, path: str, secret: str) -> None:
        self._head = HEAD.format(path=path, secret=secret).encode()
        self._frames = Frames()
        self._status: asyncio.Future[int] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        for head, _ in self._frames.feed(data):
            self._tell(int(head[9:12]))

    def connection_lost(self, _: Exception | None) -> None:
        self._tell(0)

    async def post(self, update: dict[str, Any]) -> int:
        """Return the status that one update was answered with; 0 when the bot hung up."""
        self._status = asyncio.get_running_loop().create_future()
        body = orjson.dumps(update)
        self._transport.write(self._head + b"%d\r\n\r\n" % len(body) + body)
        return await self._status

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    def _tell(self, status: int) -> None:
        if self._status and not self._status.done():
            self._status.set_result(status)


async def call(port: int, path: str, secret: str) -> Caller:
    """Return a connection to a bot of this machine."""
    loop = asyncio.get_running_loop()
    _, caller = await loop.create_connection(lambda: Caller(path, secret), "127.0.0.1", port)
    return caller
