"""Where is a participant reached, and what is known of each address?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Select, Update, and_, delete, func, select, update

from storage import models
from storage.batch import Batch, prepared
from storage.models.base import table

#: channel, value: "telegram", "3527065"
AddressKey = tuple[str, str]

_addresses = table(models.Address)
_inbound = table(models.Inbound)
_outbox = table(models.Outbound)
c = _addresses.c
_KEYS = Batch(c.channel, c.value)
_REACH = Batch(c.channel, c.value, c.state, c.window_until)
_WHO = Batch(c.participant_id)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a participant is reached."""

    id: str
    participant: str
    channel: str
    value: str
    state: str
    #: until when free text may be sent (norms §5)
    window_until: datetime | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What was just learnt of an address; None leaves what is stored."""

    channel: str
    value: str
    state: Literal["reachable", "blocked", "dead"] | None = "reachable"
    window_until: datetime | None = None


def owners(
    connection: Connection, keys: Sequence[AddressKey], *, hold: bool = False
) -> dict[AddressKey, str]:
    """Return the participants of the addresses that somebody has; held, they stay theirs until the commit."""
    query = _among(connection, c.channel, c.value, c.participant_id)
    if hold:
        query = query.order_by(c.id).with_for_update(of=_addresses, read=True)
    return {(channel, value): person for channel, value, person in _KEYS.run(connection, query, keys)}


def reached(connection: Connection, keys: Sequence[AddressKey]) -> dict[AddressKey, Reach]:
    """Return what is known of the addresses that somebody has."""
    query = _among(connection, c.channel, c.value, c.state, c.window_until)
    return {(row[0], row[1]): Reach(*row) for row in _KEYS.run(connection, query, keys)}


def of_participants(connection: Connection, participants: Sequence[str]) -> list[Address]:
    """Return every address of these participants, oldest first."""
    batch = _WHO.rows(connection)
    query = select(c.id, c.participant_id, c.channel, c.value, c.state, c.window_until)
    query = query.join(batch, batch.c.participant_id == c.participant_id).order_by(c.created_at, c.id)
    return [Address(*row) for row in _WHO.run(connection, query, [(person,) for person in participants])]


def learn(connection: Connection, rows: Sequence[Reach]) -> None:
    """Record what was learnt; the last word on an address counts, the first window given stays."""
    ordered = sorted({(row.channel, row.value): row for row in rows}.items())
    _REACH.write(connection, _learning(connection), [row for _, row in ordered])


def rename(connection: Connection, key: AddressKey, value: str) -> None:
    """Give an address another value, in what came from it and goes to it too; where both exist, drop the old one."""
    channel, old = key
    if owners(connection, [(channel, value)]):
        connection.execute(delete(_addresses).where(_is(_addresses.c, channel, old)))
    else:
        connection.execute(update(_addresses).where(_is(_addresses.c, channel, old)).values(value=value))
    for rows in (_inbound, _outbox):
        theirs = and_(rows.c.channel == channel, rows.c.address == old)
        connection.execute(update(rows).where(theirs).values(address=value))


@prepared
def _learning(connection: Connection) -> Update:
    """Write what was learnt; what was not said stays."""
    batch = _REACH.rows(connection)
    same = and_(c.channel == batch.c.channel, c.value == batch.c.value)
    window = func.coalesce(batch.c.window_until, c.window_until)
    state = func.coalesce(batch.c.state, c.state)
    return update(_addresses).where(same).values(state=state, window_until=window)


def _among(connection: Connection, *columns: Any) -> Select[Any]:
    batch = _KEYS.rows(connection)
    return select(*columns).join(batch, and_(c.channel == batch.c.channel, c.value == batch.c.value))


def _is(columns: Any, channel: str, value: str) -> Any:
    return and_(columns.channel == channel, columns.value == value)
