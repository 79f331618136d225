"""What answers in the place of Telegram? Every method is granted; what is sent is delivered to its chat."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

from bench.webhook.frames import Frames

ME = {"id": 666, "is_bot": True, "first_name": "Stub", "username": "stub_bot"}
ABLE = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
NO_WEBHOOK = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
#: Any moment: nobody reads it.
DATE = 1_764_000_000

#: Takes what was sent to a chat
Deliver = Callable[[int, str], None]


class Stub:
    """A Bot API server on loopback; counts its calls by method."""

    def __init__(self, deliver: Deliver) -> None:
        self.calls: Counter[str] = Counter()
        self._deliver = deliver
        self._ids = itertools.count(1)

    async def listen(self) -> int:
        """Open a free port; return it."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Line(self), "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    def close(self) -> None:
        """Take no more calls."""
        self._server.close()

    def answer(self, head: bytes, body: bytes) -> bytes:
        """Return the result of one call."""
        method = head[: head.index(b" HTTP")].rpartition(b"/")[2].partition(b"?")[0].decode()
        self.calls[method] += 1
        if method == "sendMessage":
            return self._send(_params(head, body))
        result = {"getMe": ME | ABLE, "getWebhookInfo": NO_WEBHOOK}.get(method, True)
        return orjson.dumps({"ok": True, "result": result})

    def _send(self, params: dict[str, Any]) -> bytes:
        number, text = int(params["chat_id"]), params["text"]
        self._deliver(number, text)
        chat = {"id": number, "type": "private", "first_name": "T"}
        message = {"message_id": next(self._ids), "date": DATE, "chat": chat, "from": ME, "text": text}
        return orjson.dumps({"ok": True, "result": message})


class _Line(asyncio.Protocol):
    """One connection of a bot."""

    def __init__(self, stub: Stub) -> None:
        self._stub, self._frames = stub, Frames()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        for head, body in self._frames.feed(data):
            said = self._stub.answer(head, body)
            lead = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            self._transport.write(lead % len(said) + said)


def _params(head: bytes, body: bytes) -> dict[str, Any]:
    """Return the parameters, as JSON or as a form: each library has its way."""
    if body.startswith(b"{"):
        return cast(dict[str, Any], orjson.loads(body))
    if b"multipart/" in head.lower():
        return dict(_parts(body))
    return dict(parse_qsl(body.decode()))


def _parts(body: bytes) -> list[tuple[str, str]]:
    boundary = body[: body.index(b"\r\n")]
    pieces = [piece.partition(b"\r\n\r\n") for piece in body.split(boundary)[1:-1]]
    return [
        (lead.partition(b'name="')[2].partition(b'"')[0].decode(), value[:-2].decode())
        for lead, _, value in pieces
    ]
