"""How do the library's requests travel? On one aiohttp session, with a limit of time and nothing logged.

The library's own asynchronous transport ignores its time limit, sends JSON as a form, writes headers and
addresses to the logs, and signs in by a way that aiohttp gives up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import orjson
from aiohttp import ClientSession, DummyCookieJar, TCPConnector, encode_basic_auth
from aiohttp.typedefs import Query

from bot.channels.twilio.form import FORM

if TYPE_CHECKING:
    from twilio.http.response import Response

#: Seconds that one call may take.
TIMEOUT = 15.0
#: Connections to Twilio at the same time: as many as the sender claims messages at once, and some more.
CONNECTIONS = 64


class Transport:
    """Twilio's `AsyncHttpClient` on a session of ours; build it inside the loop, and close it."""

    is_async = True

    def __init__(self, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        self._session = ClientSession(connector=TCPConnector(limit=CONNECTIONS), cookie_jar=DummyCookieJar())

    async def request(  # noqa: PLR0913 - the library's own signature
        self,
        method: str,
        url: str,
        params: Query = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
        allow_redirects: bool = False,
    ) -> Response:
        """Return what Twilio answered, read whole. Raise TimeoutError, aiohttp.ClientError."""
        from twilio.http.response import Response

        async with (
            asyncio.timeout(timeout or self._timeout),
            self._session.request(
                method,
                url,
                params=params,
                data=_encode(data, headers or {}),
                headers={**(headers or {}), **_authorise(auth)},
                allow_redirects=allow_redirects,
            ) as answer,
        ):
            return Response(answer.status, await answer.text(errors="replace"), answer.headers)

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()


def _authorise(auth: tuple[str, str] | None) -> Mapping[str, str]:
    return {"Authorization": encode_basic_auth(*auth)} if auth else {}


def _encode(data: Mapping[str, object] | None, headers: Mapping[str, str]) -> bytes | None:
    """Return the body as its media type wants it; the library says which in the headers."""
    if data is None:
        return None
    return urlencode(data).encode() if headers.get("Content-Type") == FORM else orjson.dumps(data)
