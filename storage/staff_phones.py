"""By which participant does a member of staff try sendings out?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from storage import models
from storage.addresses import Address, of_participants
from storage.models.base import table

_phones = table(models.StaffPhone)
c = _phones.c


class StaffPhones:
    """The participant that each member of staff proved to be, by a code from their own phone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def join(self, staff: str, participant: str, now: datetime) -> None:
        """Let a member of staff be this participant, and no other."""
        self.leave(staff)
        row = {"staff_id": staff, "participant_id": participant, "joined_at": now}
        self._connection.execute(insert(_phones).values(row))

    def leave(self, staff: str) -> None:
        """Forget which participant a member of staff is."""
        self._connection.execute(delete(_phones).where(c.staff_id == staff))

    def addresses(self, staff: str) -> list[Address]:
        """Return where a member of staff is reached, oldest first."""
        query = select(c.participant_id).where(c.staff_id == staff)
        return of_participants(self._connection, list(self._connection.execute(query).scalars()))
