"""Which HTTP messages are in the bytes that came? The least that a load generator needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"transfer-encoding: *chunked", re.IGNORECASE)
_END = b"\r\n\r\n"


class Frames:
    """Cuts what one connection brings into messages."""

    def __init__(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Yield the head and the body of each message that is whole."""
        self._buffer += data
        while (end := self._buffer.find(_END)) >= 0:
            head, rest = self._buffer[:end], self._buffer[end + 4 :]
            found = _body(head, rest)
            if found is None:
                return
            body, self._buffer = found
            yield head, body


def _body(head: bytes, rest: bytes) -> tuple[bytes, bytes] | None:
    """Return the body and what follows it, None when the body is not whole yet."""
    if length := _LENGTH.search(head):
        size = int(length[1])
        return (rest[:size], rest[size:]) if len(rest) >= size else None
    return _unchunk(rest) if _CHUNKED.search(head) else (b"", rest)


def _unchunk(rest: bytes) -> tuple[bytes, bytes] | None:
    body = b""
    while (line := rest.find(b"\r\n")) >= 0:
        size = int(rest[:line], 16)
        piece, after = rest[line + 2 : line + 2 + size], rest[line + 2 + size :]
        if len(after) < 2:
            return None
        body, rest = body + piece, after[2:]
        if not size:
            return body, rest
    return None
