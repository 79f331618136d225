"""What did somebody type into a form whose session had ended? It comes back once they are signed in again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import orjson
from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import draw, is_part, send_to
from bot.console.form import read_field, read_posted
from bot.console.kept import put_by, take_up
from bot.console.role import EVERYONE
from bot.console.route import get
from bot.console.vault import hash_token
from bot.console.visit import is_of, visit_of
from storage.unit import Unit

#: a form as it was sent: names and texts, in order
Typed: TypeAlias = Sequence[tuple[str, str]]

#: where what was typed is shown again, after /console
PATH = "/interrupted"

#: forms with these are never kept: a password is typed again
_SECRET = frozenset(("password", "chosen", "again", "code", "credential"))
#: the token of a session that is over: it says whose form it was, also when the session is not known any more
_PROOF = "csrf"
#: characters that are kept of a form, sealed: its session is read at each request; a longer one is lost
LONGEST = 100_000


async def read_typed(request: web.Request) -> Typed:
    """Return what a form of texts said; nothing for a button alone, a file, a secret, or what htmx sends by itself."""
    if request.content_type != "application/x-www-form-urlencoded" or is_part(request):
        return ()
    typed = [(name, str(value)) for name, value in (await read_posted(request)).items() if name != _PROOF]
    secret = any(name in _SECRET for name, _ in typed)
    return () if secret or not any(text.strip() for _, text in typed) else typed


async def ask_again(request: web.Request, back: str) -> web.Response | None:
    """Return the page of signing in that holds what a form said, sealed; None when nothing was typed."""
    desk, typed = desk_of(request), await read_typed(request)
    if not typed:
        return None
    token = await read_field(request, _PROOF)
    sealed = desk.vault.seal(
        orjson.dumps({"to": request.path_qs, "back": back, "typed": typed, "token": token}).decode()
    )
    if len(sealed) > LONGEST:
        return None
    given = {"following": back, "email": "", "fault": "", "kept": sealed}
    return draw(request, "sign_in.html", status=401, **given)


async def is_ours(request: web.Request) -> bool:
    """Tell whether the form that was sent was shown to whoever sends it, in another session of theirs."""
    writer = desk_of(request).vault.writer(visit_of(request).staff.id)
    return is_of(await read_field(request, _PROOF), writer)


def bring(unit: Unit, desk: Desk, token: str, staff: str, sealed: str) -> str:
    """Keep what was typed in a session that begins, and return where it is shown; "" for nothing, or a colleague's."""
    text = desk.vault.unseal(sealed) if sealed else None
    held: dict[str, Any] = orjson.loads(text) if text else {}
    if not held or not is_of(held["token"], desk.vault.writer(staff)):
        return ""
    return f"/console{PATH}?kept={put_by(unit, desk, hash_token(token), held)}"


async def show_typed(request: web.Request) -> web.Response:
    """Show what was typed, to be sent by the same person."""
    held = take_up(request)
    if held is None or "typed" not in held:
        return send_to("/")
    return draw_typed(request, held["to"], held["back"], held["typed"])


def draw_typed(request: web.Request, to: str, back: str, typed: Typed, *, status: int = 200) -> web.Response:
    """Return the page of a form that can be sent again."""
    return draw(request, "interrupted.html", status=status, to=to, back=back, typed=typed)


ROUTES = (get(PATH, show_typed, EVERYONE),)
