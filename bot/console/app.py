"""Which application serves the console? Its routes are those of the table, behind the gate."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from bot.console.desk import Desk, put_desk
from bot.console.drawing import DRAWING, HERE, build_drawing
from bot.console.gate import FILES, GUARDED, keep_gate
from bot.console.problems import show_refusals
from bot.console.route import TABLE, Route
from bot.console.streams import watch_the_end
from bot.console.table import ROUTES

#: where it is mounted
PREFIX = "/console"


def build_console(desk: Desk, routes: Sequence[Route] = ROUTES) -> web.Application:
    """Return the application, to be mounted at PREFIX; raise ValueError for two routes of one path and method."""
    app = web.Application(middlewares=[show_refusals, keep_gate])
    put_desk(app, desk)
    watch_the_end(app)
    app[DRAWING] = build_drawing(desk.timezone)
    app[TABLE] = tuple(routes)
    if len({(route.method, route.path) for route in routes}) != len(routes):
        raise ValueError("two routes of the console share a path")
    app[GUARDED] = {app.router.add_route(r.method, r.path, r.handler): r for r in routes}
    app[FILES] = frozenset(app.router.add_static("/static", HERE / "static"))
    return app
