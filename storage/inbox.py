"""What came in, and which messages are to be handled next?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Executable,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    update,
)

from dialogues.inputs import Json
from storage import models
from storage.batch import Batch, as_row, insert_batch, prepared
from storage.models.base import table
from storage.participants import AddressKey, Participants

#: How many pending messages are looked at for each participant wanted, at first.
WINDOW = 4

#: How much wider the next look is when one talkative address fills the first, and where looking ends.
WIDER, WIDEST = 8, 100_000

_inbound = table(models.Inbound)
_addresses = table(models.Address)
_people = table(models.Participant)
_PENDING = "pending"
_NEW = Batch(
    *(_inbound.c[n] for n in ("channel", "address", "provider_id", "received_at", "payload")),
    _inbound.c.status,
    _inbound.c.attempts,
)
_IDS = Batch(_inbound.c.id)
_RANKED = Batch(_people.c.id, Column("rank", Integer))
_WHO = Batch(_addresses.c.participant_id)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message to store once, by (channel, provider_id)."""

    channel: str
    address: str
    provider_id: str
    payload: Json
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """A message whose turn it is; its participant is held by this transaction."""

    id: int
    channel: str
    address: str
    participant: str
    payload: Json
    received_at: datetime
    #: turns that failed on it
    attempts: int


@dataclass(frozen=True, slots=True)
class Received:
    """A message as a person who looks at a conversation sees it."""

    provider_id: str
    payload: Json
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits; `oldest` is when the oldest pending message came in."""

    pending: int
    parked: int
    oldest: datetime | None


class Inbox:
    """Messages that came in: stored once, handled once, in order for each participant."""

    def __init__(self, connection: Connection, participants: Participants) -> None:
        self._connection = connection
        self._participants = participants

    def add(self, rows: Sequence[Incoming]) -> list[bool]:
        """Store messages; return for each whether it is new. A provider may send the same one twice."""
        given = {"status": _PENDING, "attempts": 0}
        # every process inserts in the same order: two that share messages wait, but never for each other
        ordered = sorted({(row.channel, row.provider_id): row for row in reversed(rows)}.items())
        values = [as_row(_NEW, row, given) for _, row in ordered]
        new = {tuple(row) for row in _NEW.run(self._connection, _adding(self._connection), values)}
        return [_taken(new, (row.channel, row.provider_id)) for row in rows]

    def claim(self, limit: int, now: datetime) -> list[Pending]:
        """Return the oldest pending message of up to `limit` different participants, oldest first.

        The participants stay locked until the transaction ends, on whichever address they write.
        A message that failed a turn comes alone, so that it fails alone.
        """
        held = self._hold(limit, now)
        return _suspect_alone(self._oldest(held)) if held else []

    def handled(self, ids: Sequence[int], now: datetime) -> None:
        """Mark messages as handled."""
        rows = [(message,) for message in ids]
        _IDS.run(self._connection, _handling(self._connection), rows, now=now)

    def failed(self, ids: Sequence[int], error: str) -> None:
        """Count a failed turn on messages that stay pending; call it in a transaction of its own."""
        self._mark(ids, attempts=_inbound.c.attempts + 1, error=error)

    def exhausted(self, ids: Sequence[int], patience: int) -> list[int]:
        """Return those of these messages that failed so many turns."""
        batch = _IDS.rows(self._connection)
        query = select(_inbound.c.id).join(batch, batch.c.id == _inbound.c.id)
        tired = query.where(_inbound.c.attempts >= bindparam("patience"))
        rows = _IDS.run(self._connection, tired, [(message,) for message in ids], patience=patience)
        return [row.id for row in rows]

    def park(self, message: int, error: str) -> None:
        """Set a message aside for staff; the later ones of its participant go on."""
        self._mark([message], status="parked", error=error)

    def of_address(self, channel: str, address: str) -> list[Received]:
        """Return every message of an address, oldest first."""
        c = _inbound.c
        query = select(c.provider_id, c.payload, c.received_at).where(
            c.channel == channel, c.address == address
        )
        return [Received(*row) for row in self._connection.execute(query.order_by(c.id))]

    def counts(self) -> Backlog:
        """Return what waits; costs as much as what waits, not as what is stored."""
        pending, oldest = self._count(_PENDING)
        parked, _ = self._count("parked")
        return Backlog(pending, parked, oldest)

    def _hold(self, limit: int, now: datetime) -> list[str]:
        """Lock up to `limit` participants who wait, looking further when few addresses fill the view."""
        held: list[str] = []
        window = limit * WINDOW
        while True:
            waiting, seen = self._waiting(window)
            unknown = [key for key, person in waiting[:limit] if person is None][: limit - len(held)]
            known = dict.fromkeys(p for _, p in waiting if p is not None and p not in held)
            held += self._lock(list(known), limit - len(held) - len(unknown))
            enough = len(held) + len(unknown) >= limit
            if enough or seen < window or window >= WIDEST:
                break
            window = min(window * WIDER, WIDEST)
        return held + (list(self._participants.introduce(unknown, now).values()) if unknown else [])

    def _waiting(self, window: int) -> tuple[list[tuple[AddressKey, str | None]], int]:
        """Return who wrote the oldest `window` pending messages, and how many messages those are."""
        rows = self._connection.execute(_looking(self._connection), {"window": window}).all()
        return [((row[0], row[1]), row[2]) for row in rows], sum(row[3] for row in rows)

    def _lock(self, people: Sequence[str], limit: int) -> list[str]:
        """Lock the first `limit` participants that no other transaction holds; SQLite's one writer holds all."""
        if not people or limit <= 0:
            return []
        ranked = [(person, rank) for rank, person in enumerate(people)]
        return [
            row.id for row in _RANKED.run(self._connection, _locking(self._connection), ranked, limit=limit)
        ]

    def _oldest(self, people: Sequence[str]) -> list[Pending]:
        """Return the oldest pending message of each; read after the lock, or a handled one could come back."""
        rows = _WHO.run(self._connection, _reading(self._connection), [(person,) for person in people])
        first: dict[str, Pending] = {}
        for row in rows:
            first.setdefault(row.participant_id, Pending(*row))
        return list(first.values())

    def _mark(self, ids: Sequence[int], **values: Any) -> None:
        batch = _IDS.rows(self._connection)
        statement = update(_inbound).where(_inbound.c.id == batch.c.id).values(values)
        _IDS.run(self._connection, statement, [(message,) for message in ids])

    def _count(self, status: str) -> tuple[int, datetime | None]:
        oldest = select(_inbound.c.received_at).where(_is(status)).order_by(_inbound.c.id).limit(1)
        query = select(func.count(), oldest.scalar_subquery()).select_from(_inbound).where(_is(status))
        row = self._connection.execute(query).one()
        return row[0], row[1]


@prepared
def _adding(connection: Connection) -> Executable:
    """Return the statement of `add`: what is known conflicts, and stays as it is."""
    statement = insert_batch(_NEW, connection).on_conflict_do_nothing(
        index_elements=["channel", "provider_id"]
    )
    return statement.returning(_inbound.c.channel, _inbound.c.provider_id)


@prepared
def _looking(_connection: Connection) -> Select[Any]:
    """Return the query of who wrote the oldest pending messages."""
    first = select(_inbound.c.id, _inbound.c.channel, _inbound.c.address).where(_is(_PENDING))
    look = first.order_by(_inbound.c.id).limit(bindparam("window")).subquery("look")
    same = and_(_addresses.c.channel == look.c.channel, _addresses.c.value == look.c.address)
    return (
        select(look.c.channel, look.c.address, _addresses.c.participant_id, func.count())
        .select_from(look.outerjoin(_addresses, same))
        .group_by(look.c.channel, look.c.address, _addresses.c.participant_id)
        .order_by(func.min(look.c.id))
    )


@prepared
def _locking(connection: Connection) -> Select[Any]:
    """Return the query that locks participants, in the order they are given."""
    batch = _RANKED.rows(connection)
    return (
        select(_people.c.id)
        .join(batch, batch.c.id == _people.c.id)
        .order_by(batch.c.rank)
        .limit(bindparam("limit"))
        # NO KEY: rows that refer to a participant may be written meanwhile, a second claim may not
        .with_for_update(of=_people, key_share=True, skip_locked=True)
    )


@prepared
def _reading(connection: Connection) -> Select[Any]:
    """Return the query of the oldest pending message of each address."""
    batch = _WHO.rows(connection)
    c = _inbound.c
    return (
        select(c.id, c.channel, c.address, _addresses.c.participant_id, c.payload, c.received_at, c.attempts)
        .select_from(batch)
        .join(_addresses, _addresses.c.participant_id == batch.c.participant_id)
        .join(_inbound, c.id == _first_of_address())
        .order_by(c.id)
    )


@prepared
def _handling(connection: Connection) -> Executable:
    """Return the statement of `handled`."""
    done = {"status": "handled", "handled_at": bindparam("now")}
    return update(_inbound).where(_inbound.c.id == _IDS.rows(connection).c.id).values(done)


def _first_of_address() -> ScalarSelect[int]:
    later = _inbound.alias("later")
    mine = and_(later.c.channel == _addresses.c.channel, later.c.address == _addresses.c.value)
    query = select(later.c.id).where(mine, _is(_PENDING, later)).order_by(later.c.id).limit(1)
    return query.correlate(_addresses).scalar_subquery()


def _is(status: str, rows: Any = _inbound) -> Any:
    """Return `status = '…'` spelt out: a parameter would hide the partial index from the planner."""
    return rows.c.status == literal_column(f"'{status}'")


def _suspect_alone(found: list[Pending]) -> list[Pending]:
    if found and found[0].attempts:
        return found[:1]
    return [pending for pending in found if not pending.attempts]


def _taken(new: set[Any], key: tuple[str, str]) -> bool:
    """Tell whether the key is new, and no longer so the next time it is asked."""
    if key not in new:
        return False
    new.remove(key)
    return True
