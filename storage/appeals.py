"""Who wants to hear from a person, and which member of staff has them?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, case, func, or_, select, update

from storage import models
from storage.batch import Batch, insert_batch
from storage.models.base import spelt, table

WAITING, TAKEN, HANDED_BACK = "waiting", "taken", "handed_back"

_appeals = table(models.Appeal)
_people = table(models.Participant)
_staff = table(models.Staff)
c = _appeals.c
_ADDED = Batch(
    c.id, c.participant_id, c.channel, c.address, c.inbound_id, c.state, c.asked_at, c.ended_how, c.version
)


class Plea(NamedTuple):
    """A wish to hear from a person: whose, where, in which message."""

    participant_id: str
    channel: str
    address: str
    inbound_id: int | None


@dataclass(frozen=True, slots=True)
class Appeal:
    """A wish to hear from a person, and what staff did about it."""

    id: str
    participant_id: str
    channel: str
    address: str
    inbound_id: int | None
    #: waiting, taken or handed_back
    state: str
    staff_id: str | None
    #: name of who has it, "" for nobody
    staff_name: str
    first_name: str | None
    language: str | None
    #: since when STOP holds
    stopped_at: datetime | None
    asked_at: datetime
    taken_at: datetime | None
    spoke_at: datetime | None
    heard_at: datetime | None
    ended_at: datetime | None
    ended_how: str
    version: int

    @property
    def unanswered(self) -> bool:
        """Whether the resident wrote since staff last did."""
        return self.state == TAKEN and self.heard_at is not None and not _after(self.spoke_at, self.heard_at)


def _after(one: datetime | None, other: datetime) -> bool:
    return one is not None and one >= other


_OPEN = c.state != spelt(HANDED_BACK)
_UNANSWERED = and_(
    c.state == spelt(TAKEN), c.heard_at.is_not(None), or_(c.spoke_at.is_(None), c.spoke_at < c.heard_at)
)


class Appeals:
    """Appeals: one that is open for each participant at most."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._new_id = new_id

    def ask(self, pleas: Sequence[Plea], now: datetime) -> None:
        """Queue who wants a person; who is in the queue stays where they are, who was erased is left out."""
        rows = [(self._new_id(), *plea, WAITING, now, "", 0) for plea in pleas]
        batch = _ADDED.rows(self._connection)
        here = select(spelt(1)).where(_people.c.id == batch.c.participant_id).exists()
        statement = insert_batch(_ADDED, self._connection, here).on_conflict_do_nothing()
        _ADDED.run(self._connection, statement, rows)

    def hear(self, participants: Sequence[str], now: datetime) -> None:
        """Note that these people wrote to the member of staff who has them."""
        mine = (c.participant_id.in_(list(participants)), c.state == spelt(TAKEN))
        self._connection.execute(update(_appeals).where(*mine).values(heard_at=now))

    def release(self, participants: Sequence[str], how: str, now: datetime) -> None:
        """Let the assistant have these people back, and close what is open of theirs; a turn holds their rows."""
        ids = list(participants)
        self._connection.execute(update(_people).where(_people.c.id.in_(ids)).values(attended_at=None))
        closed = {"state": HANDED_BACK, "ended_at": now, "ended_how": how, "version": c.version + 1}
        self._connection.execute(update(_appeals).where(c.participant_id.in_(ids), _OPEN).values(closed))

    def take(self, id: str, staff: str, version: int, now: datetime) -> bool:
        """Let a member of staff have an open appeal; False when it changed since they saw it."""
        values = {"state": TAKEN, "staff_id": staff, "taken_at": now, "version": version + 1}
        return self._change(id, version, values, _OPEN, attended_at=now)

    def speak(self, id: str, staff: str, version: int, now: datetime) -> bool:
        """Note that who has it wrote; False when somebody else has it, or it changed since they saw it."""
        mine = and_(c.state == spelt(TAKEN), c.staff_id == staff)
        return self._change(id, version, {"spoke_at": now, "version": version + 1}, mine, attended_at=now)

    def hand_back(self, id: str, version: int, how: str, now: datetime) -> bool:
        """Let the assistant have the conversation; False when it changed since it was seen."""
        values = {"state": HANDED_BACK, "ended_at": now, "ended_how": how, "version": version + 1}
        return self._change(id, version, values, _OPEN, attended_at=None)

    def find(self, id: str) -> Appeal | None:
        """Return one appeal."""
        row = self._connection.execute(_shown().where(c.id == id)).first()
        return Appeal(*row) if row else None

    def of_participant(self, participant: str) -> Appeal | None:
        """Return the latest appeal of a participant."""
        query = _shown().where(c.participant_id == participant).order_by(c.id.desc()).limit(1)
        row = self._connection.execute(query).first()
        return Appeal(*row) if row else None

    def open(self, limit: int) -> list[Appeal]:
        """Return those who wait for a word of staff first, then the others, the oldest first."""
        last = case((c.state == spelt(WAITING), 0), (_UNANSWERED, 0), else_=1)
        since = func.coalesce(c.heard_at, c.asked_at)
        query = _shown().where(_OPEN).order_by(last, since, c.id).limit(limit)
        return [Appeal(*row) for row in self._connection.execute(query)]

    def ended(self, limit: int, before: datetime | None = None) -> list[Appeal]:
        """Return those that were handed back, the latest first; `before` goes on from an earlier page."""
        query = _shown().where(c.ended_at.is_not(None))
        query = query.where(c.ended_at < before) if before is not None else query
        return [
            Appeal(*row) for row in self._connection.execute(query.order_by(c.ended_at.desc()).limit(limit))
        ]

    def counts(self) -> tuple[int, int]:
        """Return how many wait for anybody, and how many wait for the answer of who has them."""
        query = select(
            func.count(case((c.state == spelt(WAITING), 1))), func.count(case((_UNANSWERED, 1)))
        ).where(_OPEN)
        row = self._connection.execute(query).one()
        return int(row[0]), int(row[1])

    def overdue(self, before: datetime, limit: int) -> list[Appeal]:
        """Return taken appeals whose staff has said nothing since then."""
        late = and_(c.state == spelt(TAKEN), func.coalesce(c.spoke_at, c.taken_at) < before)
        return [Appeal(*row) for row in self._connection.execute(_shown().where(late).limit(limit))]

    def _change(
        self, id: str, version: int, values: dict[str, Any], *only: Any, attended_at: datetime | None
    ) -> bool:
        """Change an appeal that is as it was seen; its person is locked first, as turns do."""
        whose = select(c.participant_id).where(c.id == id).scalar_subquery()
        self._connection.execute(select(_people.c.id).where(_people.c.id == whose).with_for_update())
        same = update(_appeals).where(c.id == id, c.version == version, *only).values(values)
        if self._connection.execute(same).rowcount != 1:
            return False
        self._connection.execute(update(_people).where(_people.c.id == whose).values(attended_at=attended_at))
        return True


def join_appeals(connection: Connection, kept: str, gone: str, now: datetime) -> None:
    """Give the appeals of one person to another; where both have an open one, that of `gone` is closed."""
    theirs = select(c.id).where(c.participant_id == kept, _OPEN)
    if connection.execute(theirs).first() is not None:
        values = {"state": HANDED_BACK, "ended_at": now, "ended_how": "staff"}
        connection.execute(update(_appeals).where(c.participant_id == gone, _OPEN).values(values))
    connection.execute(update(_appeals).where(c.participant_id == gone).values(participant_id=kept))
    has = select(func.coalesce(c.spoke_at, c.taken_at)).where(
        c.participant_id == kept, c.state == spelt(TAKEN)
    )
    attended = update(_people).where(_people.c.id == kept).values(attended_at=has.scalar_subquery())
    connection.execute(attended)


def _shown() -> Select[Any]:
    p = _people.c
    return (
        select(
            c.id, c.participant_id, c.channel, c.address, c.inbound_id, c.state, c.staff_id,
            func.coalesce(_staff.c.name, ""), p.first_name, p.language, p.stopped_at, c.asked_at, c.taken_at,
            c.spoke_at, c.heard_at, c.ended_at, c.ended_how, c.version,
        )
        .join(_people, p.id == c.participant_id)
        .outerjoin(_staff, _staff.c.id == c.staff_id)
    )  # fmt: skip
