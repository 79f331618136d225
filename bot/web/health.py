"""Does the process live, and can it take messages?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.web.services import SERVICES


async def live(_: web.Request) -> web.Response:
    """Answer 200 while the event loop runs."""
    return web.json_response({"status": "alive"})


async def ready(request: web.Request) -> web.Response:
    """Answer 200 when messages can be stored, 503 when they cannot."""
    if await _is_ready(request.app[SERVICES].ready):
        return web.json_response({"status": "ready"})
    return web.json_response({"status": "not ready"}, status=503)


async def _is_ready(ask: Callable[[], Awaitable[bool]]) -> bool:
    """Ask; a check that fails is a no, whatever the failure."""
    try:
        return await ask()
    except Exception as error:  # noqa: BLE001  whatever breaks the check, the answer is no
        structlog.get_logger().warning("readiness check failed", exc_info=error)
        return False


ROUTES = (web.get("/health/live", live), web.get("/health/ready", ready))
