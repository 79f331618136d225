"""What is written down of each request? Its route, never its query, its body or its sender."""

from __future__ import annotations

import logging

import structlog
from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

log = structlog.get_logger()


class RouteLogger(AbstractAccessLogger):
    """Logs the route's pattern ("/simulator/files/{reference}"), the status and the time; no address, no query."""

    @property
    def enabled(self) -> bool:
        """Whether requests are written down at this level of the log: else they are not even timed."""
        return bool(log.is_enabled_for(logging.INFO))

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Write one line; `time` is in seconds."""
        log.info(
            "request",
            command=request.method,
            place=route_of(request),
            code=response.status,
            ms=round(time * 1000, 1),
        )


def route_of(request: web.BaseRequest) -> str:
    """Return the pattern of the route that answers, or "unknown": a path may hold what a stranger typed."""
    if not isinstance(request, web.Request) or request.match_info.route.resource is None:
        return "unknown"
    return request.match_info.route.resource.canonical
