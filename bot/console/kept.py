"""What did a form say that no table holds yet, or what is shown once? Kept sealed in the session, for the page after."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson
from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.drawing import send_to
from bot.console.visit import visitor_of
from storage.unit import Unit

#: what a form said may be shown again while its writer looks for a word; secrets are shown for less
LASTS, SECRETS_LAST = timedelta(hours=2), timedelta(minutes=10)
#: what one session keeps, the latest; and characters of it all, sealed: each request reads its session
MOST, LONGEST = 5, 60_000
#: random bytes of a name in an address: it opens nothing without the session
NAME = 8


def put_by(unit: Unit, desk: Desk, token_hash: str, what: Mapping[str, Any], lasts: timedelta = LASTS) -> str:
    """Keep something in a session, and return the name that its page asks for it by; the oldest make room."""
    name, now = secrets.token_urlsafe(NAME), desk.now()
    session = unit.staff_sessions.find(token_hash, now, datetime.min.replace(tzinfo=now.tzinfo))
    if session is None:
        return name
    sealed = desk.vault.seal(orjson.dumps(dict(what)).decode())
    sheets = [*session.pending.get("kept", ()), [name, (now + lasts).isoformat(), sealed]][-MOST:]
    while len(sheets) > 1 and sum(len(sheet[2]) for sheet in sheets) > LONGEST:
        sheets.pop(0)
    unit.staff_sessions.keep(token_hash, {**session.pending, "kept": sheets})
    return name


async def show_after(
    request: web.Request, path: str, what: Mapping[str, Any], *, lasts: timedelta = LASTS, **query: str
) -> web.Response:
    """Keep what a form said, and send the browser to the page that shows it: reload and back send nothing again.

    `query` is what else the address says; an `anchor` among it comes last.
    """
    desk, anchor = desk_of(request), query.pop("anchor", "")
    visit = visitor_of(request)
    assert visit is not None
    held = visit.session.token_hash
    name = await desk.database.transact(lambda unit: put_by(unit, desk, held, what, lasts))
    return send_to(path, kept=name, anchor=anchor, **query)


def take_up(request: web.Request) -> dict[str, Any] | None:
    """Return what `?kept=` names; None for what is over, or another session's."""
    name, visit, desk = request.query.get("kept", ""), visitor_of(request), desk_of(request)
    if not name or visit is None:
        return None
    for kept, until, sealed in visit.session.pending.get("kept", ()):
        if (
            kept == name
            and datetime.fromisoformat(until) > desk.now()
            and (text := desk.vault.unseal(sealed))
        ):
            found: dict[str, Any] = orjson.loads(text)
            return found
    return None
