"""Which passkeys has each member of staff registered?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage import models
from storage.models.base import table

_passkeys = table(models.Passkey)
c = _passkeys.c


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key of WebAuthn; identifiers and keys are in base64url."""

    credential_id: str
    staff_id: str
    public_key: str
    sign_count: int
    name: str
    created_at: datetime


class Passkeys:
    """Passkeys, by member of staff."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, passkey: Passkey) -> None:
        """Store a passkey that nobody has."""
        self._connection.execute(insert(_passkeys).values(asdict(passkey)))

    def of_staff(self, staff: str) -> list[Passkey]:
        """Return somebody's passkeys, oldest first."""
        query = select(_passkeys).where(c.staff_id == staff).order_by(c.created_at)
        return [Passkey(**row._mapping) for row in self._connection.execute(query)]

    def count_use(self, credential_id: str, sign_count: int) -> None:
        """Note the key's own counter after a use."""
        statement = update(_passkeys).where(c.credential_id == credential_id).values(sign_count=sign_count)
        self._connection.execute(statement)

    def remove(self, staff: str, credential_id: str) -> bool:
        """Forget one passkey of somebody; False when they have none of that name."""
        theirs = (c.staff_id == staff, c.credential_id == credential_id)
        return self._connection.execute(delete(_passkeys).where(*theirs)).rowcount == 1

    def remove_all(self, staff: str) -> None:
        """Forget every passkey of somebody."""
        self._connection.execute(delete(_passkeys).where(c.staff_id == staff))
