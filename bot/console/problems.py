"""What does staff see when a request cannot be answered? One sentence, in the console's own page."""

from __future__ import annotations

from aiohttp import web

from bot.console.drawing import draw, words_of
from bot.console.gate import Forged, Outdated, way_back
from bot.console.interrupted import draw_typed, is_ours, read_typed
from bot.console.route import Handler
from bot.participation.surveys.keeping import Unreadable

#: statuses that have a sentence of their own (`problem_404`…)
KNOWN = frozenset((400, 401, 403, 404, 405, 409, 410, 413, 415))


@web.middleware
async def show_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn refusals into a page; faults, and a store that is away, go on to the service's own page."""
    try:
        return await handler(request)
    except Unreadable:
        return _show(request, 409, "unreadable")
    except web.HTTPException as refusal:
        if refusal.status < 400 or refusal.status >= 500:
            raise
        typed = await read_typed(request) if isinstance(refusal, Outdated) else ()
        if typed and await is_ours(request):
            return draw_typed(request, request.path_qs, way_back(request), typed, status=refusal.status)
        known = refusal.status if refusal.status in KNOWN else 400
        response = _show(
            request, refusal.status, "forged" if isinstance(refusal, Forged) else f"problem_{known}"
        )
        for name in ("Allow", "HX-Redirect", "Retry-After"):
            if name in refusal.headers:
                response.headers[name] = refusal.headers[name]
        return response


def _show(request: web.Request, status: int, said: str) -> web.Response:
    """Return the page of a refusal; its title is that of what is said, of its status, or the usual one."""
    words = words_of(request)["problem"]
    title = words.get(f"title_{said}", words.get(f"title_{status}", words["title"]))
    return draw(
        request, "problem.html", status=status, heading=str(title), sentence=str(words[said]), problem=status
    )
