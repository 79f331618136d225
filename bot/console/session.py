"""How does a browser stay signed in: which cookie, for how long, and whose is it?"""

from __future__ import annotations

import uuid
from datetime import timedelta
from ipaddress import ip_address, ip_network

from aiohttp import web

from bot.console.desk import Desk, desk_of
from bot.console.vault import hash_token, new_token
from bot.console.visit import SIGNED_BY, Visit, kept_by, staff_of, visitor_of
from storage.staff import StaffMember
from storage.staff_sessions import StaffSession, Stage
from storage.unit import Unit

#: how long a session lasts unused, and at most: a working day
IDLE, ABSOLUTE = timedelta(hours=1), timedelta(hours=10)
#: how long one may take between the password and the second factor
HALFWAY = timedelta(minutes=10)
#: how often it is noted that a session is used: not at each request
NOTED = timedelta(minutes=1)
#: parts of an address that are kept: the last one is left out
KEPT_4, KEPT_6 = 24, 48
#: words of browsers that are told apart on the page of sessions, the more telling first
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


def cookie_name(desk: Desk) -> str:
    """Return the cookie's name: `__Host-` keeps other sites of the domain from setting it, and needs https."""
    return "__Host-palabre" if is_https(desk) else "palabre"


def is_https(desk: Desk) -> bool:
    """Tell whether browsers come by https."""
    return desk.url.startswith("https://")


def open_session(unit: Unit, request: web.Request, member: StaffMember, stage: Stage) -> str:
    """Store a new session and return its token; whoever had one loses it: no token survives a sign-in.

    What the one before kept for the page after goes on with the same person.
    """
    now, token = desk_of(request).now(), new_token()
    unit.staff_sessions.close(hash_token(token_of(request)))
    lasts = HALFWAY if stage == "half" else ABSOLUTE
    agent, address = label_agent(request.headers.get("User-Agent", "")), cut_address(request.remote)
    before = visitor_of(request)
    kept = kept_by(before.session) if before is not None and before.staff.id == member.id else {}
    session = StaffSession(
        hash_token(token), uuid.uuid4().hex, member.id, stage, kept, now, now, now + lasts, agent, address
    )
    unit.staff_sessions.open(session)
    return token


def give_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Let the browser keep the token: no script reads it, no other site's form sends it."""
    desk = desk_of(request)
    name, secure = cookie_name(desk), is_https(desk)
    response.set_cookie(
        name,
        token,
        httponly=True,
        secure=secure,
        samesite="Lax",
        path="/",
        max_age=int(ABSOLUTE.total_seconds()),
    )


def take_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Let the browser forget the token."""
    desk = desk_of(request)
    response.del_cookie(cookie_name(desk), path="/", secure=is_https(desk), httponly=True, samesite="Lax")


def token_of(request: web.Request) -> str:
    """Return the token that the browser sends, "" for none."""
    return request.cookies.get(cookie_name(desk_of(request)), "")


async def find_visit(request: web.Request) -> Visit | None:
    """Return who asks, at whatever stage; None for nobody, or somebody who may not come in any more."""
    desk, token = desk_of(request), token_of(request)
    if not token:
        return None
    now = desk.now()

    def look(unit: Unit) -> tuple[StaffSession, StaffMember] | None:
        session = unit.staff_sessions.find(hash_token(token), now, now - IDLE)
        member = unit.staff.by_id(session.staff_id) if session else None
        return (session, member) if session and member and member.disabled_at is None else None

    if (found := await desk.database.read(look)) is None:
        return None
    session, member = found
    if now - session.seen_at > NOTED:
        await desk.database.transact(lambda unit: unit.staff_sessions.see(session.token_hash, now))
    token = SIGNED_BY.join((desk.vault.csrf(session.token_hash), desk.vault.writer(member.id)))
    return Visit(staff_of(member), token, member.language, session)


def label_agent(agent: str) -> str:
    """Return browser and system in two words, "" for what nobody knows."""
    words = [next((name for name in names if name in agent), "") for names in (BROWSERS, SYSTEMS)]
    return " · ".join(word.replace("Edg", "Edge").replace("OPR", "Opera") for word in words if word)


def cut_address(address: str | None) -> str:
    """Return a network address without its last part, "" for none."""
    try:
        kept = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network(f"{kept}/{KEPT_4 if kept.version == 4 else KEPT_6}", strict=False))
