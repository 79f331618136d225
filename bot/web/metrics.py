"""What does Prometheus read?"""

from __future__ import annotations

from typing import Protocol

from aiohttp import web


class Figures(Protocol):
    """What knows every figure of this process."""

    async def page(self) -> bytes:
        """Return the figures in Prometheus' text form."""


FIGURES = web.AppKey("figures", Figures)


async def metrics(request: web.Request) -> web.Response:
    """Return every figure of this process."""
    body = await request.app[FIGURES].page()
    return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})


ROUTES = (web.get("/metrics", metrics),)
