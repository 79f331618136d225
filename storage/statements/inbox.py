"""Which statements move messages through the inbox?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Connection,
    Executable,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)

from storage import models
from storage.batch import Batch, among, insert_batch, prepared
from storage.models.base import spelt, table

PENDING = "pending"

inbound = table(models.Inbound)
c = inbound.c
_addresses = table(models.Address)
_people = table(models.Participant)
NEW = Batch(c.channel, c.address, c.provider_id, c.received_at, c.payload, c.status, c.attempts)
IDS = Batch(c.id)
WHO = Batch(_addresses.c.participant_id)


@prepared
def adding(connection: Connection) -> Executable:
    """Store messages; what is known conflicts, and stays as it is."""
    statement = insert_batch(NEW, connection).on_conflict_do_nothing(
        index_elements=["channel", "provider_id"]
    )
    return statement.returning(c.channel, c.provider_id)


@prepared
def holding(_connection: Connection) -> Select[Any]:
    """Lock the participants of the oldest pending messages; return the addresses of those who are ours.

    `participant_id` is null where nobody is known yet: whoever introduces them first has them. `seen` is how many
    messages were looked at.
    """
    first = select(c.id, c.channel, c.address).where(is_(PENDING)).order_by(c.id).limit(bindparam("window"))
    look = first.cte("look")
    same = and_(_addresses.c.channel == look.c.channel, _addresses.c.value == look.c.address)
    who = (look.c.channel, look.c.address, _addresses.c.participant_id)
    senders = select(*who, func.min(look.c.id).label("oldest")).select_from(look.outerjoin(_addresses, same))
    waiting = senders.group_by(*who).cte("waiting")
    held = (
        select(_people.c.id)
        .join(waiting, waiting.c.participant_id == _people.c.id)
        .order_by(waiting.c.oldest)
        .limit(bindparam("limit"))
        # NO KEY: rows that refer to a participant may be written meanwhile, a second claim may not
        .with_for_update(of=_people, key_share=True, skip_locked=True)
        .cte("held")
    )
    w = waiting.c
    ours = or_(w.participant_id.is_(None), w.participant_id.in_(select(held.c.id)))
    seen = select(func.count()).select_from(look).scalar_subquery().label("seen")
    found = select(w.channel, w.address, w.participant_id, seen).where(ours)
    return found.order_by(w.oldest).limit(bindparam("limit"))


@prepared
def looking(_connection: Connection) -> Select[Any]:
    """Return the oldest pending messages with who wrote them, null where nobody knows yet; locks nothing."""
    first = select(c.id).where(is_(PENDING)).order_by(c.id).limit(bindparam("window")).subquery("first")
    same = and_(_addresses.c.channel == c.channel, _addresses.c.value == c.address)
    who = _addresses.c.participant_id
    found = select(c.id, c.channel, c.address, who, c.payload, c.received_at, c.attempts)
    return found.join(first, first.c.id == c.id).outerjoin(_addresses, same).order_by(c.id)


@prepared
def counting(_connection: Connection) -> Select[Any]:
    """Count the pending messages, up to the size of the window."""
    seen = select(c.id).where(is_(PENDING)).limit(bindparam("window")).subquery("seen")
    return select(func.count()).select_from(seen)


@prepared
def reading(connection: Connection) -> Select[Any]:
    """Return the oldest pending message of each address of these participants."""
    batch = WHO.rows(connection)
    theirs = batch.join(_addresses, _addresses.c.participant_id == batch.c.participant_id)
    firsts = select(_first_of_address()).select_from(theirs)
    same = and_(_addresses.c.channel == c.channel, _addresses.c.value == c.address)
    who, state = _addresses.c.participant_id, _addresses.c.state
    return (
        select(c.id, c.channel, c.address, who, c.payload, c.received_at, c.attempts, state)
        .join(_addresses, same)
        .where(among(c.id, firsts, connection))
        .order_by(c.id)
    )


@prepared
def handling(connection: Connection) -> Executable:
    """Mark messages as handled."""
    done = {"status": "handled", "handled_at": bindparam("now")}
    return update(inbound).where(c.id == IDS.rows(connection).c.id).values(done)


def is_(status: str, rows: Any = inbound) -> Any:
    """Return `status = '…'`."""
    return rows.c.status == spelt(status)


def _first_of_address() -> ScalarSelect[int]:
    later = inbound.alias("later")
    mine = and_(later.c.channel == _addresses.c.channel, later.c.address == _addresses.c.value)
    query = select(later.c.id).where(mine, is_(PENDING, later)).order_by(later.c.id).limit(1)
    return query.correlate(_addresses).scalar_subquery()
