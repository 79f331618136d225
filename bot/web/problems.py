"""What does one see when a request cannot be answered? One sentence, never a trace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.pages.pages import PAGES
from bot.web.access import route_of
from bot.web.services import SERVICES

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: Statuses that have a sentence of their own in the words (`problem_404`…).
KNOWN = frozenset({400, 403, 404, 405, 413, 415, 500, 503})


#: Status, in the access log alone, of what nobody waits for any more (nginx's number for it).
GONE = 499

#: Seconds after which a program may try again while the store is away.
RETRY_AFTER = "5"


@web.middleware
async def show_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn refusals and faults into a page for people, JSON for programs."""
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        if refusal.status < 400:
            raise
        return _show(request, refusal.status, refusal.text, refusal.headers.get("Allow"))
    except ConnectionResetError:
        return web.Response(status=GONE)
    except web.RequestPayloadError:
        # the body is not packed as its Content-Encoding says: no fault of ours
        return _show(request, 400, None, None)
    except request.app[SERVICES].away as cause:
        structlog.get_logger().warning(
            "store unavailable", command=route_of(request), cause=type(cause).__name__
        )
        return _show(request, 503, None, None)
    except Exception as fault:  # noqa: BLE001  the last resort: nobody sees a trace
        _report(request, fault)
        return _show(request, 500, None, None)


def refuse(sentence: str) -> web.HTTPBadRequest:
    """Return a 400 whose sentence is shown to the caller as it is."""
    return web.HTTPBadRequest(text=sentence)


def _show(request: web.Request, status: int, sentence: str | None, allow: str | None) -> web.Response:
    """Return the page or the JSON of a problem; only a 400 and a 415 carry the handler's own sentence."""
    pages = request.app[PAGES]
    shown = status if status in KNOWN else (400 if status < 500 else 500)
    said = pages.say(request, f"problem_{shown}")
    if "text/html" in request.headers.get("Accept", ""):
        response = pages.respond(request, "problem.html", status=status, sentence=said, home=_home(request))
    else:
        detail = sentence if status in {400, 415} and sentence else said
        response = web.json_response({"error": detail}, status=status)
    response.set_status(status)
    if allow:
        response.headers["Allow"] = allow
    if status == 503:
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def _home(request: web.Request) -> str:
    """Return where to go on: the first page of what the address lies in."""
    under = (path for path in request.app[SERVICES].mounted if request.path.startswith(f"{path}/"))
    return next((f"{path}/" for path in under), "/")


def _report(request: web.Request, fault: Exception) -> None:
    """Log the route, the cause and the lines; `bot.logs` leaves the fault's own words out."""
    structlog.get_logger().error("request failed", command=route_of(request), exc_info=fault)
