"""Does a form come from our own page?"""

from __future__ import annotations

from aiohttp import web
from yarl import URL


def check_origin(request: web.Request) -> None:
    """Raise 403 when a browser says that another site sent the request; programs, which say nothing, pass."""
    origin = request.headers.get("Origin")
    if origin is not None and _host(origin) != request.host:
        raise web.HTTPForbidden


def _host(origin: str) -> str:
    """Return host and port as a `Host` header writes them; "" for what is no URL."""
    try:
        url = URL(origin)
    except ValueError:
        return ""
    return url.authority
