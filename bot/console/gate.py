"""May this request pass? One gate before every handler: session, role, CSRF; what is not in the table does not exist."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from aiohttp import BodyPartReader, MultipartReader, web

from bot.channels.legibility import storable
from bot.console.desk import desk_of
from bot.console.interrupted import ask_again
from bot.console.role import Door
from bot.console.route import Handler, Route
from bot.console.session import find_visit
from bot.console.visit import SIGNED_BY, Visit, admit, visit_of

#: the route of the table behind each route of the application
GUARDED = web.AppKey("guarded", Mapping[web.AbstractRoute, Route])
#: routes that need no guard: files that are everybody's
FILES = web.AppKey("files", frozenset[web.AbstractRoute])

SIGN_IN = "/console/sign-in"
SECOND_FACTOR = "/console/second-factor"

#: names of the token, in a form and in the header that htmx sends
FIELD, HEADER = "csrf", "X-CSRF-Token"


#: bytes of a token that are read
TOKEN_LIMIT = 256

_PARTS = web.RequestKey("parts", MultipartReader)


class Forged(web.HTTPForbidden):
    """The form does not come from the console's own page."""


class Outdated(Forged):
    """The form comes from the console's site with a token of another session, or with none."""


@web.middleware
async def keep_gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request through that its route's roles allow; send others to sign in, or refuse them."""
    route = request.app[GUARDED].get(request.match_info.route)
    if request.match_info.route in request.app[FILES]:
        return await handler(request)
    visit = await find_visit(request)
    if visit is not None:
        admit(request, visit)
    if route is None:
        return await _answer_nowhere(request, handler)
    _check_address(request)
    if not route.safe:
        check_origin(request)
    if route.roles is not Door.PUBLIC:
        lost = visit is None and not route.safe and not isinstance(route.roles, Door)
        if lost and (asked := await ask_again(request, way_back(request))):
            return asked
        _check_visit(request, route, visit)
        if not route.safe:
            await check_token(request)
    return await handler(request)


async def _answer_nowhere(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse an address that no route has, or not in this way; whoever is signed in is told in their own page."""
    if request.match_info.http_exception:
        return await handler(request)
    raise web.HTTPNotFound


def _check_address(request: web.Request) -> None:
    """Raise HTTPNotFound for a name with signs that nobody sees, HTTPBadRequest for a query that no store takes."""
    if not all(part.isprintable() for part in request.match_info.values()):
        raise web.HTTPNotFound
    if any(storable(part) != part for pair in request.query.items() for part in pair):
        raise web.HTTPBadRequest


def _check_visit(request: web.Request, route: Route, visit: Visit | None) -> None:
    if visit is None:
        raise _send(request, f"{SIGN_IN}?next={quote(way_back(request), safe='')}")
    if isinstance(route.roles, Door):
        return
    if visit.session.stage != "full":
        raise _send(request, SECOND_FACTOR)
    if visit.staff.role not in route.roles:
        raise web.HTTPForbidden


def check_origin(request: web.Request) -> None:
    """Raise Forged for a form of another site: by Sec-Fetch-Site, else by Origin, which browsers always send."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise Forged
        return
    sender = urlsplit(request.headers.get("Origin", "")).netloc
    if sender not in {request.host, urlsplit(desk_of(request).url).netloc} or not sender:
        raise Forged


async def check_token(request: web.Request) -> None:
    """Raise Outdated unless the header, or the form's field, carries the session's proof."""
    given = request.headers.get(HEADER)
    if request.content_type == "multipart/form-data":
        given = await _first_part(request)
    elif given is None:
        given = str((await request.post()).get(FIELD, ""))
    proof, expected = (token.partition(SIGNED_BY)[0] for token in (given, visit_of(request).csrf))
    if not hmac.compare_digest(proof.encode(errors="replace"), expected.encode()):
        raise Outdated


def parts_of(request: web.Request) -> MultipartReader:
    """Return the parts of an upload that come after the token, to be read by pieces."""
    return request[_PARTS]


async def _first_part(request: web.Request) -> str:
    """Return the token of an upload: its first part, so that nothing more is read of a forged one."""
    try:
        reader = await request.multipart()
        first = await reader.next()
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(first, BodyPartReader) or first.name != FIELD:
        raise Forged
    request[_PARTS] = reader
    return (await first.read_chunk(TOKEN_LIMIT)).decode(errors="replace")


def _send(request: web.Request, where: str) -> web.HTTPException:
    """Return what sends a browser elsewhere; htmx is told by its own header, or it would put the page in a part."""
    if request.headers.get("HX-Request"):
        return web.HTTPUnauthorized(headers={"HX-Redirect": where})
    return web.HTTPSeeOther(where)


def way_back(request: web.Request) -> str:
    """Return where to go once signed in: this page; for a form, the page that it was on."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.path_qs
    return urlsplit(request.headers.get("Referer", "")).path or "/console/"
