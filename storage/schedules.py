"""Which schedules are there, and which are due?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Select, bindparam, func, select, update

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, as_row, insert_batch, prepared
from storage.models.base import spelt, table

_schedules = table(models.Schedule)
_audit = table(models.Audit)
_broadcasts = table(models.Broadcast)
c = _schedules.c
_ROWS = Batch(*c)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is sent at each of its times."""

    slug: str
    draft: Json
    starts: str
    created_by: str
    created_at: datetime
    rule: str = ""
    excepted: Sequence[str] = ()
    after: str = ""
    days: int = 0
    late: int = 6
    state: Literal["active", "paused", "ended"] = "active"
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """An act of the audit that a schedule follows, and when."""

    id: int
    at: datetime
    subject: str


class Schedules:
    """Schedules, by slug."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, schedule: Schedule) -> bool:
        """Store a schedule; False when its slug is taken."""
        statement = insert_batch(_ROWS, self._connection).on_conflict_do_nothing(index_elements=["slug"])
        return bool(_ROWS.run(self._connection, statement.returning(c.slug), [as_row(_ROWS, schedule)]))

    def by_slug(self, slug: str, *, hold: bool = True) -> Schedule | None:
        """Return one schedule; held, nobody else changes it until the commit."""
        query = select(_schedules).where(c.slug == slug)
        found = self._find(query.with_for_update() if hold else query)
        return found[0] if found else None

    def all(self) -> list[Schedule]:
        """Return every schedule, those that fire next first."""
        return self._find(select(_schedules).order_by(c.next_at.is_(None), c.next_at, c.slug))

    def made(self, slugs: Sequence[str]) -> dict[str, int]:
        """Return how many broadcasts each of these schedules has made."""
        b = _broadcasts.c
        query = select(b.schedule, func.count()).where(b.schedule.in_(list(slugs))).group_by(b.schedule)
        return {str(row[0]): int(row[1]) for row in self._connection.execute(query)}

    def due(self, now: datetime) -> list[Schedule]:
        """Return those whose time has come; two leaders never have the same."""
        return self._find(_due(self._connection), now=now)

    def following(self) -> list[Schedule]:
        """Return those that follow an act."""
        return self._find(_following(self._connection))

    def followed(self, schedule: Schedule, now: datetime, limit: int = 500) -> list[Followed]:
        """Return the acts that a schedule is due for, and did not follow yet, oldest first."""
        a, delay = _audit.c, timedelta(days=schedule.days)
        made = select(_broadcasts.c.occurrence).where(_broadcasts.c.schedule == schedule.slug)
        done = {str(one) for one in self._connection.execute(made).scalars()}
        wanted = (a.action == schedule.after, a.at > schedule.created_at, a.at <= now - delay)
        rows = self._connection.execute(select(a.id, a.at, a.subject).where(*wanted).order_by(a.id))
        found = (Followed(*row) for row in rows)
        return [one for one in found if str(one.id) not in done][:limit]

    def change(self, schedule: str, **values: Any) -> None:
        """Change a schedule."""
        self._connection.execute(update(_schedules).where(c.slug == schedule).values(values))

    def _find(self, query: Select[Any], **values: Any) -> list[Schedule]:
        return [Schedule(**row._mapping) for row in self._connection.execute(query, values)]


@prepared
def _due(_connection: Connection) -> Select[Any]:
    """Find the active ones whose time has come; two leaders never have the same."""
    query = select(_schedules).where(c.state == spelt("active"), c.next_at <= bindparam("now"))
    return query.order_by(c.next_at, c.slug).with_for_update(skip_locked=True)


@prepared
def _following(_connection: Connection) -> Select[Any]:
    """Find the active ones that follow an act; two leaders never have the same."""
    query = select(_schedules).where(c.state == spelt("active"), c.after != "")
    return query.order_by(c.slug).with_for_update(skip_locked=True)
