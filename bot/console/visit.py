"""Who is asking, and what does the gate know of them?"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.console.role import Role
from storage.staff import StaffMember
from storage.staff_sessions import StaffSession


@dataclass(frozen=True, slots=True)
class Staff:
    """The member of staff who asks."""

    id: str
    email: str
    name: str
    role: Role
    #: whose ideas a member of the role `organisation` sees
    organisation: str | None = None

    @property
    def actor(self) -> str:
        """How the audit names them."""
        return f"staff:{self.id}"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody whom the gate let in."""

    staff: Staff
    #: what every form must carry: the session's proof, then whose form it is
    csrf: str
    language: str
    session: StaffSession


#: between a form's proof and whose form it is
SIGNED_BY = "."

_VISIT = web.RequestKey("visit", Visit)


def staff_of(member: StaffMember) -> Staff:
    """Return what pages see of a stored member."""
    return Staff(member.id, member.email, member.name, Role(member.role), member.organisation)


def admit(request: web.Request, visit: Visit) -> None:
    """Note who asks: the gate's business alone."""
    request[_VISIT] = visit


def visit_of(request: web.Request) -> Visit:
    """Return who asks; there is always somebody on a route that names roles."""
    return request[_VISIT]


def is_of(given: str, writer: str) -> bool:
    """Tell whether a form's token says that this member of staff was shown the form."""
    return hmac.compare_digest(given.partition(SIGNED_BY)[2].encode(errors="replace"), writer.encode())


def kept_by(session: StaffSession) -> dict[str, Any]:
    """Return what a session keeps for a page after (`bot/console/kept.py`), without what is being proven in it."""
    return {name: held for name, held in session.pending.items() if name == "kept"}


def visitor_of(request: web.Request) -> Visit | None:
    """Return who asks, None on a public page that nobody signed in for."""
    return request.get(_VISIT)
