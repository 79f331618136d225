"""What is to be sent, what is being sent, and what became of it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from storage.batch import as_row
from storage.outbound import (
    BROADCAST,
    ERASED,
    REPLY,
    Delivery,
    Failure,
    Lost,
    Outgoing,
    Recovered,
    Retry,
    Sending,
    Sent,
    Stored,
)
from storage.statements import outbox as statements
from storage.statements import receipts
from storage.statements.outbox import c

__all__ = [
    "BROADCAST", "ERASED", "LOST", "REPLY", "Delivery", "Failure", "Lost", "Outbox", "Outgoing", "Recovered", "Retry", "Sending",
    "Sent", "Stored",
]  # fmt: skip

#: Statuses of messages that nobody will send unless staff say so.
LOST = ("failed", "dead", "uncertain")

#: How far ahead of now a message may have been written: two hosts never agree to the millisecond.
AHEAD = timedelta(minutes=1)

#: Which of two receipts for one message says more.
_WEIGHT = {"sent": 0, "failed": 1, "delivered": 2}


class Outbox:
    """Messages that wait, oldest first for each address, replies before broadcasts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[Outgoing], now: datetime) -> int:
        """Store messages; return how many are new."""
        given = {"status": "waiting", "attempt": 0, "skip": 0, "created_at": now}
        return statements.ADDED.put(self._connection, statements.adding(self._connection), rows, given)

    def claim(
        self, limit: int, now: datetime, owner: str, channel: str, broadcasts: int | None = None
    ) -> list[Sending]:
        """Mark up to `limit` due messages of a channel as being sent and return them; commit before sending them.

        Replies first, then broadcasts until there are `broadcasts` in all (left out: `limit`). At most one per address
        and priority, the oldest, and none while an earlier one is under way.
        """
        claimed: list[Sending] = []
        for priority, most in ((REPLY, limit), (BROADCAST, limit if broadcasts is None else broadcasts)):
            if len(claimed) < most:
                claimed += self._claim(channel, priority, most - len(claimed), now, owner)
        return claimed

    def busy(self, channels: Iterable[str], now: datetime) -> list[str]:
        """Return those of these channels on which broadcasts are due to leave."""
        query = statements.next_broadcast(self._connection)
        return [via for via in channels if self._connection.execute(query, {"via": via, "now": now}).first()]

    def sent(self, results: Sequence[Sent], now: datetime) -> bool:
        """Record what providers took, also when the message was given up meanwhile; tell whether others waited for it."""
        rows = statements.SENT.write(
            self._connection, statements.settling(self._connection), results, now=now
        )
        return any(row.followed for row in rows)

    def retry(self, rows: Sequence[Retry]) -> None:
        """Let messages wait until they are due again; a report of an earlier attempt changes nothing."""
        statements.RETRIED.write(self._connection, statements.retrying(self._connection), rows)

    def fail(self, rows: Sequence[Failure]) -> None:
        """Give messages up; a report of an earlier attempt changes nothing."""
        statements.FAILED.write(self._connection, statements.failing(self._connection), rows)

    def deliver(self, given: Sequence[Delivery]) -> None:
        """Record receipts, in whatever order they come: delivered never goes back.

        A receipt with our own id settles its message also when the sender died before it could say `sent`. Of a
        broadcast, its recipient has it from then on.
        """
        said, using = _strongest(given), self._connection
        known = [receipt for receipt in said if receipt.outbox is not None]
        proofs = [as_row(receipts.PROOFS, receipt, {"id": receipt.outbox}) for receipt in known]
        told = [
            *receipts.PROOFS.run(using, receipts.proving(using), proofs),
            *receipts.RECEIPTS.write(using, receipts.receiving(using), said),
        ]
        arrived = {row.recipient_id for row in told if row.status == "delivered"} - {None}
        receipts.DELIVERED.run(using, receipts.delivering(using), [(one,) for one in sorted(arrived)])

    def due(self, now: datetime) -> set[str]:
        """Return the channels on which something may be sent."""
        query = statements.channels(self._connection)
        return set(self._connection.execute(query, {"now": now}).scalars())

    def owners(self) -> list[str]:
        """Return the names that something is being sent under, in order."""
        query = select(c.owner).where(statements.is_("sending")).distinct().order_by(c.owner)
        return [owner for owner in self._connection.execute(query).scalars() if owner]

    def recover(self, before: datetime, lost: Sequence[str]) -> Recovered:
        """Take back what was claimed before this time under these names.

        A reply is sent again; a broadcast is left uncertain, for staff to decide (design §5).
        """
        values = {"before": before, "lost": list(lost)}
        rows = self._connection.execute(statements.recovering(self._connection), values)
        found = rows.all()
        became = Counter(row.status for row in found)
        broadcasts = [row.id for row in found if row.priority != REPLY]
        return Recovered(became["waiting"], became["uncertain"], broadcasts)

    def dead(self, limit: int, statuses: Sequence[str] = LOST, channel: str | None = None) -> list[Lost]:
        """Return the latest messages that nobody will send unless staff say so, newest first."""
        columns = (
            c.id, c.participant_id, c.channel, c.address, c.status, c.error_code, c.error, c.created_at
        )  # fmt: skip
        wanted = [statements.lost(), c.status.in_(statuses), *([c.channel == channel] if channel else [])]
        query = select(*columns).where(*wanted).order_by(c.id.desc()).limit(limit)
        return [Lost(*row) for row in self._connection.execute(query)]

    def replay(self, ids: Sequence[int], now: datetime) -> list[int]:
        """Let failed, dead and uncertain messages wait again; return which do."""
        rows = [(message,) for message in sorted(set(ids))]
        found = statements.IDS.run(self._connection, statements.replaying(self._connection), rows, now=now)
        return sorted(row.id for row in found)

    def unfit(self, ids: Sequence[int]) -> dict[int, str]:
        """Return why each of these messages cannot be replayed: unknown, not lost, emptied, or stopped."""
        query = statements.fitness(self._connection)
        rows = statements.IDS.run(self._connection, query, [(message,) for message in sorted(set(ids))])
        found = {row.id: row for row in rows}
        causes = {message: _cause(found.get(message)) for message in ids}
        return {message: cause for message, cause in causes.items() if cause}

    def revive(self, ids: Sequence[int], due: datetime, most: int) -> None:
        """Let messages that failed on their way wait until `due`, unless they were sent `most` times."""
        rows = [(message,) for message in sorted(set(ids))]
        statements.IDS.run(self._connection, statements.reviving(self._connection), rows, due=due, most=most)

    def hurry(self, addresses: Sequence[tuple[str, str]], now: datetime) -> None:
        """Let revived messages to these addresses leave now, since somebody writes there: what is new waits for them."""
        statement = statements.hurrying(self._connection)
        statements.WHERE.run(self._connection, statement, sorted(set(addresses)), now=now)

    def hasten(self, now: datetime) -> int:
        """Let messages leave that were due at once, by a clock that went back since; return how many."""
        ahead = (statements.is_("waiting"), c.due_at == c.created_at, c.created_at > now + AHEAD)
        statement = update(statements.outbox).where(*ahead).values(due_at=now, created_at=now)
        return self._connection.execute(statement).rowcount

    def of_participant(self, participant: str) -> list[Stored]:
        """Return every message to a participant, oldest first."""
        columns = (c.id, c.channel, c.address, c.content, c.language, c.status, c.created_at, c.sent_at)
        query = select(*columns).where(c.participant_id == participant).order_by(c.id)
        return [Stored(*row) for row in self._connection.execute(query)]

    def refusals(self) -> list[tuple[str, str]]:
        """Return the channels and codes of messages that were refused and wait, in order."""
        wanted = (statements.is_("waiting"), c.error_code.is_not(None))
        query = select(c.channel, c.error_code).where(*wanted).distinct().order_by(c.channel, c.error_code)
        return [(row.channel, row.error_code) for row in self._connection.execute(query)]

    def waiting(self) -> tuple[int, datetime | None]:
        """Return how many messages wait, and since when the one that is due longest has been due."""
        query = select(func.count(), func.min(c.due_at)).where(statements.is_("waiting"))
        row = self._connection.execute(query).one()
        return row[0], row[1]

    def _claim(self, channel: str, priority: int, limit: int, now: datetime, owner: str) -> list[Sending]:
        values = {"via": channel, "now": now, "limit": limit, "who": owner}
        rows = self._connection.execute(statements.CLAIMING[priority](self._connection), values)
        return sorted((Sending(*row) for row in rows), key=lambda sending: sending.id)


def _cause(row: Any) -> str:
    if row is None:
        return "unknown"
    if row.status not in LOST:
        return "not lost"
    if not row.participant_id or not row.content:
        return "emptied"
    return "stopped" if row.stopped_at else ""


def _strongest(rows: Iterable[Delivery]) -> list[Delivery]:
    """Return one receipt for each message, the one that says most, in an order that every process shares."""
    found: dict[tuple[str, str], Delivery] = {}
    for row in rows:
        key = (row.channel, row.provider_id)
        before = found.get(key, row)
        best = max(before, row, key=lambda receipt: _WEIGHT[receipt.status])
        found[key] = replace(best, outbox=row.outbox if before.outbox is None else before.outbox)
    return [found[key] for key in sorted(found)]
