"""What does staff see when a request cannot be answered? One sentence, in the console's own page."""

from __future__ import annotations

from aiohttp import web

from bot.console.drawing import draw, words_of
from bot.console.gate import Forged
from bot.console.route import Handler

#: statuses that have a sentence of their own (`problem_404`…)
KNOWN = frozenset((400, 401, 403, 404, 405, 409, 410, 413, 415))


@web.middleware
async def show_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn refusals into a page; faults, and a store that is away, go on to the service's own page."""
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        if refusal.status < 400 or refusal.status >= 500:
            raise
        response = draw(
            request,
            "problem.html",
            status=refusal.status,
            heading=_heading(request, refusal),
            sentence=_sentence(request, refusal),
            problem=refusal.status,
        )
        for name in ("Allow", "HX-Redirect", "Retry-After"):
            if name in refusal.headers:
                response.headers[name] = refusal.headers[name]
        return response


def _heading(request: web.Request, refusal: web.HTTPException) -> str:
    words = words_of(request)["problem"]
    return str(words.get(f"title_{refusal.status}", words["title"]))


def _sentence(request: web.Request, refusal: web.HTTPException) -> str:
    """Return the refusal's own sentence for a 409 that gives one; else that of its status."""
    words = words_of(request)["problem"]
    if isinstance(refusal, Forged):
        return str(words["forged"])
    return str(words[f"problem_{refusal.status if refusal.status in KNOWN else 400}"])
