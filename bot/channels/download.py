"""How is a file read from a web server: within a size, within a time, and from nowhere but where it was asked?"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import aiohttp
from yarl import URL

from bot.channels.fetching import LARGEST, NETWORK, STRANGE, TOO_LARGE, Unfetched, refused

#: Seconds that one file may take.
TIMEOUT = 60.0
#: Files fetched from one provider at the same time.
CONNECTIONS = 4
#: Answers that say that the file is elsewhere.
ELSEWHERE = (301, 302, 303, 307, 308)


class Download:
    """Reads files on a session of its own, opened at the first one; close it."""

    def __init__(self, timeout: float = TIMEOUT, largest: int = LARGEST) -> None:
        self._timeout, self._largest = timeout, largest
        self._session: aiohttp.ClientSession | None = None

    async def get(self, url: URL, headers: Mapping[str, str] | None = None) -> bytes | URL | Unfetched:
        """Return the body, or the address that it is at instead: following it is the caller's choice."""
        try:
            async with (
                asyncio.timeout(self._timeout),
                self._open().get(url, headers=headers, allow_redirects=False) as answer,
            ):
                if answer.status in ELSEWHERE:
                    return _elsewhere(url, answer.headers.get("Location", ""))
                return await self._read(answer) if answer.status == 200 else refused(answer.status)
        except aiohttp.InvalidURL:
            return STRANGE
        except (TimeoutError, OSError, aiohttp.ClientError):
            return NETWORK

    async def close(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _read(self, answer: aiohttp.ClientResponse) -> bytes | Unfetched:
        """Read until the end, or until it is too much: what a server says of its length is not believed."""
        content = bytearray()
        async for piece in answer.content.iter_chunked(65_536):
            content += piece
            if len(content) > self._largest:
                return TOO_LARGE
        return bytes(content)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session


def _elsewhere(url: URL, location: str) -> URL | Unfetched:
    try:
        return url.join(URL(location)) if location else STRANGE
    except ValueError:
        return STRANGE
