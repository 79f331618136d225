"""Which application answers HTTP?"""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from bot.pages.headers import add_security_headers
from bot.pages.pages import PAGES, Pages
from bot.pages.words import load_words
from bot.web import health, home, metrics, personal, webhooks
from bot.web.problems import show_problems
from bot.web.services import SERVICES, SIMULATOR, SimulatorServices, WebServices
from bot.web.simulator import routes as simulator

__all__ = ["SimulatorServices", "WebServices", "build_app"]

#: Longest body that is read into memory, in bytes; uploads are read by pieces and have their own limit.
BODY_LIMIT = 200_000

_HERE = Path(__file__).parent


def build_app(services: WebServices) -> web.Application:
    """Return the application, ready for a runner; pass it `RouteLogger` as the access log class."""
    app = web.Application(middlewares=[show_problems], client_max_size=BODY_LIMIT)
    app[SERVICES] = services
    app[PAGES] = Pages(_HERE / "templates", load_words(_HERE / "words"), services.territory)
    app.on_response_prepare.append(add_security_headers)
    app.add_routes([*home.ROUTES, *health.ROUTES])
    app.router.add_static("/static", _HERE / "static")
    if services.personal is not None:
        app[personal.PERSONAL] = services.personal
        app[personal.ZONE] = services.timezone
        app.add_routes(personal.ROUTES)
    if services.figures is not None:
        app[metrics.FIGURES] = services.figures
        app.add_routes(metrics.ROUTES)
    app[webhooks.DOORS] = services.doors
    app.add_routes(webhooks.routes(services.doors))
    for path, mounted in services.mounted.items():
        app.router.add_get(path, _at_home)
        app.add_subapp(path, mounted)
    if services.simulator is not None:
        _add_simulator(app, services.simulator)
    return app


async def _at_home(request: web.Request) -> web.Response:
    """Send who leaves the last slash out to the first page of what is mounted there."""
    raise web.HTTPPermanentRedirect(f"{request.path}/")


def _add_simulator(app: web.Application, services: SimulatorServices) -> None:
    """Put the simulator's routes in; its streams end when the server stops."""
    app[SIMULATOR] = services
    app.add_routes(simulator.ROUTES)

    async def close_feed(_: web.Application) -> None:
        services.feed.close()

    app.on_shutdown.append(close_feed)
