"""What is to be sent, what is being sent, and what became of it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    Executable,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
    text,
    update,
)

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, among, as_row, insert_batch, prepared
from storage.models.base import table

REPLY, BROADCAST = 0, 1

_outbox = table(models.Outbound)
c = _outbox.c
_ADDED = Batch(
    c.inbound_id, c.n, c.participant_id, c.channel, c.address, c.content, c.language, c.priority,
    c.status, c.due_at, c.attempt, c.created_at,
)  # fmt: skip
_SENT = Batch(c.id, c.provider_id)
_RETRIED = Batch(c.id, c.attempt, c.due_at, c.error_code, c.error)
_FAILED = Batch(c.id, c.attempt, c.status, c.error_code, c.error)
_DELIVERED = Batch(c.channel, c.provider_id, c.status, c.error_code, c.error)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send: an answer is unique by (inbound_id, n), so a turn done again adds nothing."""

    participant_id: str
    channel: str
    address: str
    content: Json
    due_at: datetime
    language: str = "fr"
    priority: int = REPLY
    inbound_id: int | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class Sending:
    """A message this owner is to send now; `attempt` proves later that it still is the one who may report."""

    id: int
    participant_id: str
    channel: str
    address: str
    content: Json
    language: str
    priority: int
    attempt: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A provider took the message."""

    id: int
    provider_id: str


@dataclass(frozen=True, slots=True)
class Retry:
    """The message is to be tried again."""

    id: int
    attempt: int
    due_at: datetime
    error_code: str
    error: str


@dataclass(frozen=True, slots=True)
class Failure:
    """The message will not be sent: `failed` for a reason, `dead` when its time ran out."""

    id: int
    attempt: int
    error_code: str
    error: str
    status: Literal["failed", "dead"] = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a provider says later of a message it took."""

    channel: str
    provider_id: str
    status: Literal["delivered", "failed"]
    error_code: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of messages whose sender died: replies wait again, broadcasts are uncertain."""

    replies: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as a person who looks at a conversation sees it."""

    id: int
    channel: str
    address: str
    content: Json
    language: str
    status: str
    created_at: datetime
    sent_at: datetime | None


class Outbox:
    """Messages that wait, oldest first for each address, replies before broadcasts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[Outgoing], now: datetime) -> int:
        """Store messages; return how many are new."""
        given = {"status": "waiting", "attempt": 0, "created_at": now}
        values = [as_row(_ADDED, row, given) for row in rows]
        return len(_ADDED.run(self._connection, _adding(self._connection), values))

    def claim(self, limit: int, now: datetime, owner: str) -> list[Sending]:
        """Mark up to `limit` due messages as being sent and return them; commit before sending them.

        At most one per address and priority, the oldest, and none while an earlier one is under way.
        """
        claimed: list[Sending] = []
        for priority in (REPLY, BROADCAST):
            if len(claimed) < limit:
                claimed += self._claim(priority, limit - len(claimed), now, owner)
        return claimed

    def sent(self, results: Sequence[Sent], now: datetime) -> None:
        """Record what providers took, also when the message was given up meanwhile."""
        rows = [as_row(_SENT, row) for row in results]
        _SENT.run(self._connection, _settling(self._connection), rows, now=now)

    def retry(self, rows: Sequence[Retry]) -> None:
        """Let messages wait until they are due again; a report of an earlier attempt changes nothing."""
        batch = _RETRIED.rows(self._connection)
        values = {
            "status": "waiting",
            "owner": null(),
            "due_at": batch.c.due_at,
            "error_code": batch.c.error_code,
            "error": batch.c.error,
        }
        statement = update(_outbox).where(_still_held(batch)).values(values)
        _RETRIED.run(self._connection, statement, [as_row(_RETRIED, row) for row in rows])

    def fail(self, rows: Sequence[Failure]) -> None:
        """Give messages up; a report of an earlier attempt changes nothing."""
        batch = _FAILED.rows(self._connection)
        values = {"status": batch.c.status, "error_code": batch.c.error_code, "error": batch.c.error}
        statement = update(_outbox).where(_still_held(batch)).values(values)
        _FAILED.run(self._connection, statement, [as_row(_FAILED, row) for row in rows])

    def deliver(self, rows: Sequence[Delivery]) -> None:
        """Record receipts, by the provider's id."""
        batch = _DELIVERED.rows(self._connection)
        same = and_(c.provider_id == batch.c.provider_id, c.channel == batch.c.channel)
        values = {"status": batch.c.status, "error_code": batch.c.error_code, "error": batch.c.error}
        statement = update(_outbox).where(same).values(values)
        _DELIVERED.run(self._connection, statement, [as_row(_DELIVERED, row) for row in rows])

    def recover(self, before: datetime, alive: Sequence[str] = ()) -> Recovered:
        """Take back what was claimed before this time by an owner who is not alive.

        A reply is sent again; a broadcast is left uncertain, for staff to decide (design §5).
        """
        lost = and_(_is("sending"), c.claimed_at < before, c.owner.not_in(alive))
        status = case((c.priority == REPLY, "waiting"), else_="uncertain")
        statement = update(_outbox).where(lost).values(status=status, owner=null()).returning(c.status)
        found = self._connection.execute(statement).scalars().all()
        return Recovered(found.count("waiting"), found.count("uncertain"))

    def of_participant(self, participant: str) -> list[Stored]:
        """Return every message to a participant, oldest first."""
        columns = (c.id, c.channel, c.address, c.content, c.language, c.status, c.created_at, c.sent_at)
        query = select(*columns).where(c.participant_id == participant).order_by(c.id)
        return [Stored(*row) for row in self._connection.execute(query)]

    def waiting(self) -> tuple[int, datetime | None]:
        """Return how many messages wait, and since when the one that is due longest has been due."""
        query = select(func.count(), func.min(c.due_at)).where(_is("waiting"))
        row = self._connection.execute(query).one()
        return row[0], row[1]

    def _claim(self, priority: int, limit: int, now: datetime, owner: str) -> list[Sending]:
        values = {"rank": priority, "now": now, "limit": limit, "who": owner}
        rows = self._connection.execute(_claiming(self._connection), values)
        return sorted((Sending(*row) for row in rows), key=lambda sending: sending.id)


@prepared
def _adding(connection: Connection) -> Executable:
    """Return the statement of `add`: an answer that is there stays as it is."""
    statement = insert_batch(_ADDED, connection).on_conflict_do_nothing(index_elements=["inbound_id", "n"])
    return statement.returning(c.id)


@prepared
def _claiming(connection: Connection) -> Executable:
    """Return the statement that marks due messages of one priority, the oldest of each address."""
    due = (
        select(c.id)
        .where(_is("waiting"), c.priority == bindparam("rank"), c.due_at <= bindparam("now"), _first())
        .order_by(c.due_at, c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )
    mark = {
        "status": "sending", "attempt": c.attempt + 1, "owner": bindparam("who"), "claimed_at": bindparam("now")
    }  # fmt: skip
    columns = (
        c.id, c.participant_id, c.channel, c.address, c.content, c.language, c.priority, c.attempt, c.created_at
    )  # fmt: skip
    return update(_outbox).where(among(c.id, due, connection)).values(mark).returning(*columns)


@prepared
def _settling(connection: Connection) -> Executable:
    """Return the statement of `sent`."""
    batch = _SENT.rows(connection)
    settled = c.status.in_(("delivered", "failed", "dead"))
    values = {
        "status": case((settled, c.status), else_="sent"),
        "provider_id": batch.c.provider_id,
        "sent_at": bindparam("now"),
    }
    return update(_outbox).where(c.id == batch.c.id).values(values)


def _first() -> Any:
    """Return whether no earlier message to the same address is unsettled.

    A scalar subquery, because PostgreSQL turns `NOT EXISTS` into a join over all that waits.
    """
    other = _outbox.alias("other")
    o = other.c
    same = and_(o.channel == c.channel, o.address == c.address, o.priority == c.priority, o.id < c.id)
    under_way = or_(o.status == "sending", o.attempt > 0, o.due_at <= bindparam("now"))
    unsettled = text("other.status IN ('waiting', 'sending')")
    query = select(o.id).where(same, unsettled, under_way).limit(literal_column("1"))
    return query.correlate(_outbox).scalar_subquery().is_(None)


def _still_held(batch: Any) -> Any:
    return and_(c.id == batch.c.id, c.attempt == batch.c.attempt, _is("sending"))


def _is(status: str) -> Any:
    """Return `status = '…'` spelt out: a parameter would hide the partial index from the planner."""
    return c.status == literal_column(f"'{status}'")
