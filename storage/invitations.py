"""Which links let somebody choose a password, once?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage import models
from storage.models.base import table
from storage.staff import fold_email

_invitations = table(models.Invitation)
c = _invitations.c


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link handed to one person; for an address that is known, it gives a new password."""

    token_hash: str
    email: str
    name: str
    role: str
    organisation: str | None
    invited_by: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class Invitations:
    """Invitations, by the hash of their token."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def offer(self, invitation: Invitation) -> None:
        """Store an invitation; an earlier one to the same address, not used, leads nowhere any more."""
        folded = fold_email(invitation.email)
        self._connection.execute(delete(_invitations).where(c.email == folded, c.used_at.is_(None)))
        self._connection.execute(insert(_invitations).values(asdict(invitation) | {"email": folded}))

    def find(self, token_hash: str, now: datetime) -> Invitation | None:
        """Return an invitation that may be used still."""
        open_ = (c.token_hash == token_hash, c.expires_at > now, c.used_at.is_(None))
        row = self._connection.execute(select(_invitations).where(*open_)).one_or_none()
        return Invitation(**row._mapping) if row is not None else None

    def take(self, token_hash: str, now: datetime) -> Invitation | None:
        """Use an invitation up; None when it is wrong, used or expired, even a moment ago."""
        found = self.find(token_hash, now)
        unused = (c.token_hash == token_hash, c.used_at.is_(None))
        statement = update(_invitations).where(*unused).values(used_at=now)
        return found if found and self._connection.execute(statement).rowcount == 1 else None

    def withdraw(self, email: str) -> int:
        """Let the links that wait for an address lead nowhere; return how many."""
        waiting = (c.email == fold_email(email), c.used_at.is_(None))
        return self._connection.execute(delete(_invitations).where(*waiting)).rowcount

    def waiting(self, now: datetime) -> list[Invitation]:
        """Return those that may be used still, the latest first."""
        query = select(_invitations).where(c.expires_at > now, c.used_at.is_(None))
        rows = self._connection.execute(query.order_by(c.created_at.desc()))
        return [Invitation(**row._mapping) for row in rows]
