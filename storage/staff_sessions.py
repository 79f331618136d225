"""Where is each member of staff signed in, and until when?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from storage import models
from storage.models.base import table

_sessions = table(models.StaffSession)
c = _sessions.c

#: half: the password was right, the second factor is to come
Stage = Literal["half", "full"]


@dataclass(frozen=True, slots=True)
class StaffSession:
    """One browser that is signed in, or on its way."""

    token_hash: str
    #: by which the person's own page names it
    id: str
    staff_id: str
    stage: Stage
    #: what is being proven meanwhile; nothing of it is secret in clear
    pending: dict[str, Any]
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    #: browser and system, in a few words
    agent: str
    #: network address without its last part
    address: str


class StaffSessions:
    """Sessions, by the hash of their token."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, session: StaffSession) -> None:
        """Store a session; what has expired is forgotten meanwhile."""
        self._connection.execute(delete(_sessions).where(c.expires_at <= session.created_at))
        self._connection.execute(insert(_sessions).values(asdict(session)))

    def find(self, token_hash: str, now: datetime, idle_since: datetime) -> StaffSession | None:
        """Return a session that has not expired, and was seen after `idle_since`."""
        alive = (c.token_hash == token_hash, c.expires_at > now, c.seen_at > idle_since)
        row = self._connection.execute(select(_sessions).where(*alive)).one_or_none()
        return StaffSession(**row._mapping) if row is not None else None

    def of_staff(self, staff: str, now: datetime) -> list[StaffSession]:
        """Return where somebody is signed in, the latest first."""
        theirs = (c.staff_id == staff, c.expires_at > now, c.stage == "full")
        rows = self._connection.execute(select(_sessions).where(*theirs).order_by(c.seen_at.desc()))
        return [StaffSession(**row._mapping) for row in rows]

    def see(self, token_hash: str, now: datetime) -> None:
        """Note that a session was used."""
        self._connection.execute(update(_sessions).where(c.token_hash == token_hash).values(seen_at=now))

    def keep(self, token_hash: str, pending: dict[str, Any]) -> None:
        """Replace what a session is proving."""
        self._connection.execute(update(_sessions).where(c.token_hash == token_hash).values(pending=pending))

    def close(self, token_hash: str) -> bool:
        """End one session; False when it was ended already."""
        return self._connection.execute(delete(_sessions).where(c.token_hash == token_hash)).rowcount == 1

    def revoke(self, staff: str, id: str) -> bool:
        """End one session of somebody, by its name on their page."""
        theirs = (c.staff_id == staff, c.id == id)
        return self._connection.execute(delete(_sessions).where(*theirs)).rowcount == 1

    def revoke_all(self, staff: str, but: str = "") -> int:
        """End every session of somebody, but the one of this token's hash; return how many."""
        theirs = (c.staff_id == staff, c.token_hash != but)
        return self._connection.execute(delete(_sessions).where(*theirs)).rowcount
