"""How does the page learn at once what happens?"""

from __future__ import annotations

import asyncio

import orjson
from aiohttp import web

from bot.channels.simulator.feed import Notice, Subscription
from bot.web.services import SIMULATOR

#: Seconds of silence after which a line is sent, so that a reader that has gone is noticed.
HEARTBEAT = 15

_HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}


async def follow(request: web.Request) -> web.StreamResponse:
    """Send each notice as a server-sent event, until the reader leaves or the feed ends."""
    response = web.StreamResponse(headers=_HEADERS)
    with request.app[SIMULATOR].feed.subscribe() as subscription:
        await response.prepare(request)
        try:
            await response.write(b"retry: 1000\n\n")
            await _pass_on(subscription, response)
        except ConnectionResetError:
            pass  # the reader has left: nothing to tell anyone
    return response


async def _pass_on(subscription: Subscription, response: web.StreamResponse) -> None:
    """Write notices, and a comment now and then, until the subscription ends."""
    while True:
        try:
            async with asyncio.timeout(HEARTBEAT):
                notice = await subscription.next()
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if notice is None:
            return
        await response.write(encode(notice))


def encode(notice: Notice) -> bytes:
    """Return a notice as one server-sent event; JSON has no line break, so the data is one line."""
    data = orjson.dumps({"address": notice.address, **notice.payload})
    return b"event: %b\ndata: %b\n\n" % (notice.kind.encode(), data)
