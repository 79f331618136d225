"""What came in, and which messages are to be handled next?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from dialogues.inputs import Json
from storage.batch import Batch
from storage.inbound import Backlog, Incoming, Pending, Received
from storage.participants import Participants
from storage.statements import inbox as statements
from storage.statements.inbox import PENDING, c, inbound

__all__ = ["Backlog", "Inbox", "Incoming", "Pending", "Received"]

LIMITED = Batch(c.channel, c.provider_id)

#: How many pending messages are looked at for each participant wanted, at first.
WINDOW = 4

#: How much wider the next look is when one talkative address fills the first, and where looking ends.
WIDER, WIDEST = 8, 100_000


class Inbox:
    """Messages that came in: stored once, handled once, in order for each participant."""

    def __init__(self, connection: Connection, participants: Participants) -> None:
        self._connection = connection
        self._participants = participants

    def add(self, rows: Sequence[Incoming]) -> list[bool]:
        """Store messages; return for each whether it is new. A provider may send the same one twice."""
        given = {"status": PENDING, "attempts": 0}
        # every process inserts in the same order: two that share messages wait, but never for each other
        ordered = sorted({(row.channel, row.provider_id): row for row in reversed(rows)}.items())
        added = statements.NEW.write(
            self._connection, statements.adding(self._connection), [row for _, row in ordered], given
        )
        new = {tuple(row) for row in added}
        return [_taken(new, (row.channel, row.provider_id)) for row in rows]

    def limit(self, keys: Sequence[tuple[str, str]], now: datetime) -> None:
        """Mark messages as handled without a turn, for their address wrote too many; by channel and provider's id."""
        batch = LIMITED.rows(self._connection)
        mine = (c.channel == batch.c.channel, c.provider_id == batch.c.provider_id, statements.is_(PENDING))
        statement = update(inbound).where(*mine).values(status="handled", handled_at=now, error="limited")
        LIMITED.run(self._connection, statement, keys)

    def claim(self, limit: int, now: datetime) -> list[Pending]:
        """Return the oldest pending message of up to `limit` different participants, oldest first.

        The participants stay locked until the transaction ends, on whichever address they write.
        A message that failed a turn comes alone, so that it fails alone.
        """
        held = self._hold(limit, now)
        return _suspect_alone(self._oldest(held)) if held else []

    def behind(self, first: Pending, most: int) -> list[Pending]:
        """Return the pending messages of the same address that came after this one, oldest first."""
        same = (c.channel == first.channel, c.address == first.address, statements.is_(PENDING))
        query = select(c.id, c.payload, c.received_at, c.attempts).where(*same, c.id > first.id)
        rows = self._connection.execute(query.order_by(c.id).limit(most))
        return [Pending(row.id, first.channel, first.address, first.participant, *row[1:]) for row in rows]

    def lately(self, first: Pending, most: int) -> list[Json]:
        """Return what came before this message from the same address and is not pending any more, newest first."""
        same = (c.channel == first.channel, c.address == first.address, c.id < first.id)
        query = select(c.payload).where(*same, c.status != PENDING).order_by(c.id.desc()).limit(most)
        return list(self._connection.execute(query).scalars())

    def peek(self, limit: int) -> list[Pending]:
        """Return the oldest pending message of up to `limit` participants without holding them: claims may differ.

        `participant` is "" where nobody is known yet.
        """
        rows = self._connection.execute(statements.looking(self._connection), {"window": limit * WINDOW})
        first: dict[tuple[str, str], Pending] = {}
        for row in rows:
            key = (row.participant_id, "") if row.participant_id else (row.channel, row.address)
            who = row.participant_id or ""
            seen = Pending(row.id, row.channel, row.address, who, row.payload, row.received_at, row.attempts)
            first.setdefault(key, seen)
        return list(first.values())[:limit]

    def handled(self, ids: Sequence[int], now: datetime) -> None:
        """Mark messages as handled."""
        rows = [(message,) for message in ids]
        statements.IDS.run(self._connection, statements.handling(self._connection), rows, now=now)

    def failed(self, ids: Sequence[int], error: str) -> None:
        """Count a failed turn on messages that stay pending; call it in a transaction of its own."""
        self._mark(ids, attempts=c.attempts + 1, error=error)

    def exhausted(self, ids: Sequence[int], patience: int) -> list[int]:
        """Return those of these messages that failed so many turns."""
        batch = statements.IDS.rows(self._connection)
        query = select(c.id).join(batch, batch.c.id == c.id)
        tired = query.where(c.attempts >= bindparam("patience"))
        rows = statements.IDS.run(self._connection, tired, [(message,) for message in ids], patience=patience)
        return [row.id for row in rows]

    def park(self, message: int, error: str) -> None:
        """Set a message aside for staff; the later ones of its participant go on."""
        self._mark([message], status="parked", error=error)

    def of_address(self, channel: str, address: str) -> list[Received]:
        """Return every message of an address, oldest first."""
        query = select(c.provider_id, c.payload, c.received_at).where(
            c.channel == channel, c.address == address
        )
        return [Received(*row) for row in self._connection.execute(query.order_by(c.id))]

    def counts(self) -> Backlog:
        """Return what waits; costs as much as what waits, not as what is stored."""
        pending, oldest = self._count(PENDING)
        parked, _ = self._count("parked")
        return Backlog(pending, parked, oldest)

    def _hold(self, limit: int, now: datetime) -> list[str]:
        """Lock up to `limit` participants who wait, looking further when few addresses fill the view."""
        window = limit * WINDOW
        while True:
            view = {"window": window, "limit": limit}
            ours = self._connection.execute(statements.holding(self._connection), view).all()
            if len(ours) == limit or window >= WIDEST or self._seen(ours, window) < window:
                return self._settle(ours, now)
            window = min(window * WIDER, WIDEST)

    def _seen(self, ours: Sequence[Any], window: int) -> int:
        """Return how many messages the window shows: when it is full, more may wait."""
        if ours:
            return int(ours[0].seen)
        count = self._connection.execute(statements.counting(self._connection), {"window": window})
        return int(count.scalar_one())

    def _settle(self, rows: Sequence[Any], now: datetime) -> list[str]:
        """Return the participants of these addresses, those met for the first time too."""
        unknown = [(row.channel, row.address) for row in rows if row.participant_id is None]
        known = [row.participant_id for row in rows if row.participant_id is not None]
        if unknown:
            known += self._participants.introduce(unknown, now).values()
        return list(dict.fromkeys(known))

    def _oldest(self, people: Sequence[str]) -> list[Pending]:
        """Return the oldest pending message of each; read after the lock, or a handled one could come back."""
        rows = statements.WHO.run(
            self._connection, statements.reading(self._connection), [(person,) for person in people]
        )
        first: dict[str, Pending] = {}
        for row in rows:
            first.setdefault(row.participant_id, Pending(*row))
        return list(first.values())

    def _mark(self, ids: Sequence[int], **values: Any) -> None:
        batch = statements.IDS.rows(self._connection)
        statement = update(inbound).where(c.id == batch.c.id).values(values)
        statements.IDS.run(self._connection, statement, [(message,) for message in ids])

    def _count(self, status: str) -> tuple[int, datetime | None]:
        oldest = select(c.received_at).where(statements.is_(status)).order_by(c.id).limit(1)
        query = (
            select(func.count(), oldest.scalar_subquery()).select_from(inbound).where(statements.is_(status))
        )
        row = self._connection.execute(query).one()
        return row[0], row[1]


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
