"""How do streams of the console end when the service stops?"""

from __future__ import annotations

import asyncio

from aiohttp import web

_ENDING = web.AppKey("ending", asyncio.Event)

HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}


def watch_the_end(app: web.Application) -> None:
    """Let every stream of an application know when the server stops."""
    app[_ENDING] = asyncio.Event()

    async def end(_: web.Application) -> None:
        app[_ENDING].set()

    app.on_shutdown.append(end)


async def pause(request: web.Request, seconds: float) -> bool:
    """Wait for so long; return whether the server goes on."""
    try:
        async with asyncio.timeout(seconds):
            await request.app[_ENDING].wait()
    except TimeoutError:
        return True
    return False


def encode(event: str, data: str) -> bytes:
    """Return one server-sent event; every line of its data is one of the event."""
    lines = "\n".join(f"data: {line}" for line in data.splitlines() or [""])
    return f"event: {event}\n{lines}\n\n".encode()
