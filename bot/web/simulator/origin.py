"""Does a post come from our own page, or from a program? What a browser says comes from elsewhere is refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from yarl import URL

from bot.web.services import SERVICES

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(handler: Handler) -> Handler:
    """Return the handler behind the one check that every post of the simulator passes."""

    async def handle(request: web.Request) -> web.StreamResponse:
        check_origin(request)
        return await handler(request)

    return handle


def check_origin(request: web.Request) -> None:
    """Raise 403 when a browser says that another site sent the request; programs, which say nothing, pass.

    By Sec-Fetch-Site, which holds behind any proxy and which no page can write; else by Origin, against the host
    that was asked and the public address.
    """
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site == "same-origin":
        return
    origin = request.headers.get("Origin")
    ours = {request.host, _host(request.app[SERVICES].public_url)} - {""}
    if site != "none" or (origin is not None and _host(origin) not in ours):
        raise web.HTTPForbidden


def _host(address: str) -> str:
    """Return host and port as a `Host` header writes them, without a default port; "" for what is no URL."""
    try:
        return URL(address).origin().authority
    except ValueError:
        return ""
