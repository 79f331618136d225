"""Who works at the console, and how do they prove who they are?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from storage import models
from storage.models.base import table

_staff = table(models.Staff)
_codes = table(models.RecoveryCode)
c = _staff.c


def fold_email(email: str) -> str:
    """Return an e-mail address as it is compared: lower case, no space around."""
    return email.strip().lower()


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One member of staff, with what proves who they are; `bot.console.visit.Staff` is what pages see."""

    id: str
    email: str
    name: str
    role: str
    #: whose ideas a member of the role `organisation` sees
    organisation: str | None
    language: str
    #: Argon2id, in its own text form
    password: str
    #: sealed secret of the one-time codes; None: none is set up
    totp: str | None
    totp_step: int
    created_at: datetime
    disabled_at: datetime | None


class StaffMembers:
    """Members of staff, by id or e-mail address; none is ever deleted."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._new_id = new_id

    def add(self, email: str, name: str, role: str, now: datetime, **given: Any) -> str:
        """Store a member of staff whose address nobody has; return the id."""
        plain = {"organisation": None, "language": "fr", "password": "", "totp": None, "totp_step": 0}
        row = plain | given | {"id": self._new_id(), "email": fold_email(email), "name": name, "role": role}
        self._connection.execute(insert(_staff).values(row | {"created_at": now, "disabled_at": None}))
        return str(row["id"])

    def by_email(self, email: str) -> StaffMember | None:
        """Return the member of that address, disabled or not."""
        return self._find(select(_staff).where(c.email == fold_email(email)))

    def by_id(self, id: str) -> StaffMember | None:
        """Return one member, disabled or not."""
        return self._find(select(_staff).where(c.id == id))

    def all(self) -> list[StaffMember]:
        """Return every member, by name."""
        rows = self._connection.execute(select(_staff).order_by(c.name, c.id))
        return [StaffMember(**row._mapping) for row in rows]

    def change(self, id: str, **values: Any) -> None:
        """Change some columns of one member."""
        self._connection.execute(update(_staff).where(c.id == id).values(values))

    def count_admins(self) -> int:
        """Return how many administrators may come in."""
        query = select(func.count()).where(c.role == "admin", c.disabled_at.is_(None))
        return int(self._connection.execute(query).scalar_one())

    def hold_admins(self) -> list[str]:
        """Return the administrators who may come in; whoever changes one waits until this transaction ends."""
        query = select(c.id).where(c.role == "admin", c.disabled_at.is_(None)).order_by(c.id)
        return list(self._connection.execute(query.with_for_update()).scalars())

    def take_step(self, id: str, step: int) -> bool:
        """Note the step of a one-time code; False when that one, or a later one, was taken already."""
        statement = update(_staff).where(c.id == id, c.totp_step < step).values(totp_step=step)
        return self._connection.execute(statement).rowcount == 1

    def give_codes(self, id: str, hashes: Sequence[str]) -> None:
        """Replace the recovery codes of one member."""
        self._connection.execute(delete(_codes).where(_codes.c.staff_id == id))
        if hashes:
            rows = [{"code_hash": one, "staff_id": id} for one in hashes]
            self._connection.execute(insert(_codes), rows)

    def take_code(self, id: str, code_hash: str) -> bool:
        """Use a recovery code up; False when it is not theirs, or used."""
        mine = (_codes.c.staff_id == id, _codes.c.code_hash == code_hash)
        return self._connection.execute(delete(_codes).where(*mine)).rowcount == 1

    def count_codes(self, id: str) -> int:
        """Return how many recovery codes one member has left."""
        query = select(func.count()).select_from(_codes).where(_codes.c.staff_id == id)
        return int(self._connection.execute(query).scalar_one())

    def _find(self, query: Select[Any]) -> StaffMember | None:
        row = self._connection.execute(query).one_or_none()
        return StaffMember(**row._mapping) if row is not None else None
