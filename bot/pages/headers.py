"""What does every answer say to browsers about safety?"""

from __future__ import annotations

from aiohttp import web

#: Everything comes from this host; nothing is inline; nobody frames the pages.
CONTENT_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # answers hold residents' words: kept by no cache unless a handler says otherwise
    "Cache-Control": "no-store",
}

#: files of the pages themselves, the same for everybody: browsers keep them, and ask whether they changed
STATIC = ("/static/", "/console/static/")


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Add the headers that the handler has not set itself; hide the server's version."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith(STATIC):
        response.headers["Cache-Control"] = "no-cache"
    response.headers["Server"] = "Palabre"
