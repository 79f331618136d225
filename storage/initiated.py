"""Which messages did the service send first, to whom, and when? What caps are counted on, whatever scheduled them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Update,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    true,
    update,
)

from storage import models
from storage.batch import Batch, prepared
from storage.locks import Lock
from storage.models.base import spelt, table
from storage.outbound import BROADCAST

_outbox = table(models.Outbound)
_recipients = table(models.Recipient)
_broadcasts = table(models.Broadcast)
c = _outbox.c
_WHO = Batch(c.participant_id)
_HELD = Batch(c.id, c.attempt, c.due_at)

#: What is one message to a person, though it may be several rows: a notice and the question after it.
KEY = func.coalesce(c.recipient_id, -c.id)


@dataclass(frozen=True, slots=True)
class Initiated:
    """One row of a message that the service sent first, or is about to."""

    id: int
    participant_id: str
    #: what the rows of one message share
    key: int
    #: None: it has not left
    at: datetime | None
    #: slug of what it reminds of
    reminds: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A claimed message that may not leave yet."""

    id: int
    attempt: int
    due_at: datetime


def left() -> ColumnElement[bool]:
    """Return whether a broadcast's message left, or may have."""
    gone = c.status.in_(map(spelt, ("sending", "sent", "delivered", "uncertain")))
    return and_(c.priority == spelt(BROADCAST), or_(gone, c.sent_at.is_not(None)))


def when() -> ColumnElement[datetime]:
    """Return when it left, or was to."""
    return func.coalesce(c.sent_at, c.claimed_at)


class Ledger:
    """What was sent first; the sender asks it about what it claimed, in the same transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self) -> None:
        """Wait for other claims that look at the caps; held until the commit."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(select(func.pg_advisory_xact_lock(Lock.CAPS)))

    def history(self, claimed: Sequence[int], people: Sequence[str], since: datetime) -> list[Initiated]:
        """Return what left to these people since then, every reminder to them, and the claimed messages.

        Those were marked as being sent in this transaction: they are found with what left.
        """
        persons = [(person,) for person in sorted(set(people))]
        rows = _WHO.run(self._connection, _remembering(self._connection), persons, since=since)
        ours = set(claimed)
        return [_read(row, ours) for row in rows]

    def put_back(self, held: Sequence[Held]) -> None:
        """Let claimed messages wait, as if they had not been claimed."""
        _HELD.write(self._connection, _putting_back(self._connection), held)


@prepared
def _remembering(connection: Connection) -> Select[Any]:
    """Find what left to some people since then, or is about to, and every reminder to them: person by person.

    PostgreSQL is told so (`LATERAL`, which `OFFSET 0` keeps from being taken apart): while a table that just grew has
    no statistics, it would read all of it for each claim.
    """
    batch, reminds = _WHO.rows(connection), _reminds()
    counted = or_(when() >= bindparam("since"), reminds.is_not(None))
    columns = (c.id, c.participant_id, KEY.label("key"), when().label("at"), reminds.label("reminds"))
    theirs = select(*columns).where(c.participant_id == batch.c.participant_id, left(), counted)
    if connection.dialect.name == "sqlite":
        return theirs.order_by(c.id)
    each = theirs.correlate(batch).offset(spelt(0)).lateral("theirs")
    return select(*each.c).select_from(batch.join(each, true())).order_by(each.c.id)


def _reminds() -> ColumnElement[str | None]:
    """Return what a message reminds of: a look-up, whatever else is asked."""
    of_recipient = _broadcasts.join(_recipients, _broadcasts.c.id == _recipients.c.broadcast_id)
    query = select(_broadcasts.c.reminds).select_from(of_recipient).where(_recipients.c.id == c.recipient_id)
    return query.correlate(_outbox).scalar_subquery()


@prepared
def _putting_back(connection: Connection) -> Update:
    """Let claimed messages wait, as if they had not been claimed."""
    batch = _HELD.rows(connection)
    same = and_(c.id == batch.c.id, c.attempt == batch.c.attempt, c.status == spelt("sending"))
    values: dict[str, Any] = {
        "status": "waiting", "attempt": c.attempt - 1, "owner": null(), "claimed_at": null(),
        "due_at": batch.c.due_at,
    }  # fmt: skip
    return update(_outbox).where(same).values(values)


def _read(row: Any, claimed: set[int]) -> Initiated:
    at = None if row.id in claimed else row.at
    return Initiated(row.id, row.participant_id, row.key, at, row.reminds)
