"""Which statements move messages through the outbox?"""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Select,
    and_,
    bindparam,
    case,
    literal_column,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import Insert

from storage import models
from storage.batch import Batch, among, insert_each, prepared
from storage.models.base import spelt, table
from storage.outbound import BROADCAST, ERASED, REPLY
from storage.statements.beside import STOPPED, WINDOW, followed, told

outbox = table(models.Outbound)
c = outbox.c
ADDED = Batch(
    c.inbound_id, c.n, c.participant_id, c.channel, c.address, c.content, c.language, c.priority,
    c.status, c.due_at, c.attempt, c.skip, c.created_at, c.recipient_id,
)  # fmt: skip
SENT = Batch(c.id, c.provider_id)
RETRIED = Batch(c.id, c.attempt, c.due_at, c.error_code, c.error, c.skip)
FAILED = Batch(c.id, c.attempt, c.status, c.error_code, c.error)
IDS = Batch(c.id)
WHERE = Batch(c.channel, c.address)


@prepared
def adding(connection: Connection) -> Insert:
    """Store messages; an answer that is there stays as it is."""
    return insert_each(ADDED, connection).on_conflict_do_nothing(index_elements=["inbound_id", "n"])


def _claiming(priority: int, connection: Connection) -> Executable:
    """Mark the due messages of one channel and priority, the oldest of each address."""
    due = (
        select(c.id)
        .where(_due(priority), _first())
        .order_by(c.due_at, c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )
    mark = {
        "status": "sending", "attempt": c.attempt + 1, "owner": bindparam("who"), "claimed_at": bindparam("now")
    }  # fmt: skip
    columns = (
        c.id, c.participant_id, c.channel, c.address, c.content, c.language, c.priority, c.attempt,
        c.created_at, c.skip, c.inbound_id, told(STOPPED, "stopped_at"), told(WINDOW, "window_until"),
    )  # fmt: skip
    return update(outbox).where(among(c.id, due, connection)).values(mark).returning(*columns)


@prepared
def channels(_connection: Connection) -> Select[Any]:
    """Find the channels on which something is due."""
    return select(c.channel).where(is_("waiting"), c.due_at <= bindparam("now")).distinct()


@prepared
def next_broadcast(_connection: Connection) -> Select[Any]:
    """Find a message of a broadcast that is due on a channel."""
    return select(c.id).where(_due(BROADCAST)).limit(spelt(1))


def _due(priority: int) -> ColumnElement[bool]:
    """Return whether a message of one channel and priority may leave now."""
    mine = and_(is_("waiting"), c.channel == bindparam("via"), c.priority == spelt(priority))
    return and_(mine, c.due_at <= bindparam("now"))


#: By priority.
CLAIMING = {priority: prepared(partial(_claiming, priority)) for priority in (REPLY, BROADCAST)}


@prepared
def settling(connection: Connection) -> Executable:
    """Record what providers took; what a receipt said meanwhile stays.

    `followed`: another waits for the same address, or nobody knows which that was.
    """
    batch = SENT.rows(connection)
    settled = c.status.in_(("delivered", "failed", "dead"))
    values = {
        "status": case((settled, c.status), else_="sent"),
        "provider_id": batch.c.provider_id,
        "sent_at": bindparam("now"),
    }
    return update(outbox).where(c.id == batch.c.id).values(values | _forgotten()).returning(followed())


@prepared
def retrying(connection: Connection) -> Executable:
    """Let messages wait; one whose participant was erased meanwhile has nothing left to say."""
    batch = RETRIED.rows(connection)
    values = {
        "status": case((c.participant_id == "", "dead"), else_="waiting"),
        "owner": null(),
        "due_at": batch.c.due_at,
        "error_code": batch.c.error_code,
        "error": batch.c.error,
        "skip": batch.c.skip,
    }
    return update(outbox).where(_still_held(batch)).values(values)


@prepared
def failing(connection: Connection) -> Executable:
    """Give messages up."""
    batch = FAILED.rows(connection)
    values = {"status": batch.c.status, "error_code": batch.c.error_code, "error": batch.c.error}
    return update(outbox).where(_still_held(batch)).values(values | _forgotten())


@prepared
def recovering(_connection: Connection) -> Executable:
    """Take back what owners that died had claimed."""
    theirs = and_(
        is_("sending"),
        c.claimed_at < bindparam("before"),
        c.owner.in_(bindparam("lost", expanding=True)),
    )
    status = case((c.participant_id == "", "dead"), (c.priority == REPLY, "waiting"), else_="uncertain")
    return (
        update(outbox).where(theirs).values(status=status, owner=null()).returning(c.id, c.status, c.priority)
    )


@prepared
def replaying(connection: Connection) -> Executable:
    """Put lost messages back, unless their text is gone or their person said STOP.

    What had gone whole, and failed later, goes whole again.
    """
    batch = IDS.rows(connection)
    values = {
        "status": "waiting",
        "owner": null(),
        "due_at": bindparam("now"),
        "skip": case((c.provider_id.is_(None), c.skip), else_=0),
        "provider_id": null(),
        "error_code": null(),
        "error": null(),
    }
    mine = and_(
        c.id == batch.c.id, lost(), c.participant_id != "", c.content != {}, text(f"({STOPPED}) IS NULL")
    )
    return update(outbox).where(mine).values(values).returning(c.id)


@prepared
def fitness(connection: Connection) -> Executable:
    """Return what a replay asks of messages."""
    batch = IDS.rows(connection)
    columns = (c.id, c.status, c.participant_id, c.content, told(STOPPED, "stopped_at"))
    return select(*columns).select_from(outbox).join(batch, batch.c.id == c.id)


@prepared
def reviving(connection: Connection) -> Executable:
    """Put messages back that failed after a provider took them: they go whole again, later."""
    batch = IDS.rows(connection)
    values = {
        "status": "waiting", "owner": null(), "due_at": bindparam("due"), "skip": 0, "provider_id": null()
    }  # fmt: skip
    mine = and_(c.id == batch.c.id, is_("failed"), c.participant_id != "", c.attempt < bindparam("most"))
    return update(outbox).where(mine).values(values)


@prepared
def hurrying(connection: Connection) -> Executable:
    """Let messages that failed after a provider took them leave now, those to some addresses.

    SQLite uses the index of what is unsettled only where its condition is spelt as the index spells it.
    """
    batch = WHERE.rows(connection)
    there = and_(c.channel == batch.c.channel, c.address == batch.c.address)
    revived = and_(is_("waiting"), c.sent_at.is_not(None), c.due_at > bindparam("now"))
    unsettled = text("outbox.status IN ('waiting', 'sending')")
    return update(outbox).where(there, revived, unsettled).values(due_at=bindparam("now"))


def lost() -> ColumnElement[bool]:
    """Return the condition on messages that nobody will send, spelt as the partial index is."""
    return c.status.in_(map(spelt, ("failed", "dead", "uncertain")))


def is_(status: str) -> ColumnElement[bool]:
    """Return `status = '…'`."""
    return c.status == spelt(status)


def _forgotten() -> dict[str, Any]:
    """Return the values that forget where a farewell went and what it said (norms §1)."""
    farewell = c.participant_id == spelt(ERASED)
    nothing = literal_column("'{}'", c.content.type)
    return {
        "address": case((farewell, spelt("")), else_=c.address),
        "content": case((farewell, nothing), else_=c.content),
    }


def _first() -> ColumnElement[bool]:
    """Return whether no earlier message to the same address is unsettled.

    A scalar subquery, because PostgreSQL turns `NOT EXISTS` into a join over all that waits.
    """
    other = outbox.alias("other")
    o = other.c
    same = and_(o.channel == c.channel, o.address == c.address, o.priority == c.priority, o.id < c.id)
    under_way = or_(o.status == spelt("sending"), o.attempt > 0, o.due_at <= bindparam("now"))
    unsettled = text("other.status IN ('waiting', 'sending')")
    query = select(o.id).where(same, unsettled, under_way).limit(spelt(1))
    return query.correlate(outbox).scalar_subquery().is_(None)


def _still_held(batch: Any) -> ColumnElement[bool]:
    return and_(c.id == batch.c.id, c.attempt == batch.c.attempt, is_("sending"))
