"""What became of messages: how is it written down, and when does one go again?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.channels.sending import Refused, Taken
from bot.conversation.consequences import Consequence, apply
from bot.metrics import Metrics
from bot.now import Now, utc_now
from bot.perseverance import backoff
from storage.database import Database
from storage.errors import Unavailable
from storage.outbox import REPLY, Failure, Retry, Sending, Sent
from storage.unit import Unit

#: a message older than this is given up: an answer that comes hours late only confuses
DEADLINE = timedelta(hours=24)

#: the same of a broadcast, whose own end comes first: it may wait for the window, or for a cap
BROADCAST_DEADLINE = timedelta(days=30)

#: seconds before the second try, doubled at each one, and the longest wait
FIRST_WAIT, LONGEST_WAIT = 2.0, 900.0

Outcome = tuple[Sending, Taken | Refused]
Record = Callable[[Unit], bool]


@dataclass(frozen=True, slots=True)
class Report:
    """Writes down what became of one channel's messages, many in one transaction."""

    channel: str
    database: Database
    metrics: Metrics
    now: Now = utc_now

    async def record(self, outcomes: Sequence[Outcome]) -> bool:
        """Return once it is stored, however long the store is away; tell whether something may leave now that waited."""
        now = self.now()
        sent = [Sent(s.id, o.provider_id) for s, o in outcomes if isinstance(o, Taken)]
        refused = [(s, o) for s, o in outcomes if isinstance(o, Refused)]
        later = [_retry(s, o, now) for s, o in refused if _again(s, o, now)]
        never = [_failure(s, o) for s, o in refused if not _again(s, o, now)]
        follow = [
            Consequence(self.channel, s.address, o.consequence) for s, o in refused if o.consequence != "none"
        ]

        broadcasts = [s.id for s, _ in outcomes if s.priority != REPLY]

        def record(unit: Unit) -> bool:
            followed = unit.outbox.sent(sent, now)
            unit.outbox.retry(later)
            unit.outbox.fail(never)
            unit.recipients.settle_of(broadcasts, now)
            apply(unit, follow, now)
            return followed or bool(refused)

        alone = not refused and not broadcasts
        followed = await self._persist(record, self.database.execute if alone else self.database.transact)
        self._count(len(sent), refused)
        return followed

    async def _persist(self, record: Record, run: Callable[[Record], Awaitable[bool]]) -> bool:
        """Record what became of messages, however long the store is away: what was sent must not go twice."""
        tries = 0
        while True:
            try:
                return await run(record)
            except Unavailable:
                await asyncio.sleep(backoff(tries))
                tries += 1

    def _count(self, sent: int, refused: Sequence[tuple[Sending, Refused]]) -> None:
        self.metrics.sent.labels(self.channel).inc(sent)
        for _, outcome in refused:
            self.metrics.failed.labels(self.channel, outcome.code).inc()


def _again(sending: Sending, refused: Refused, now: datetime) -> bool:
    deadline = DEADLINE if sending.priority == REPLY else BROADCAST_DEADLINE
    return not _lasting(refused) and now - sending.created_at < deadline


def _lasting(refused: Refused) -> bool:
    """Tell whether trying again is of no use; a stopped channel's messages wait for the operator."""
    return not refused.retryable and refused.consequence != "stop_channel"


def _retry(sending: Sending, refused: Refused, now: datetime) -> Retry:
    due = now + timedelta(seconds=_wait(sending, refused))
    skip = max(sending.skip, refused.sent)
    return Retry(sending.id, sending.attempt, due, refused.code, refused.sentence, skip)


def _wait(sending: Sending, refused: Refused) -> float:
    """Return for how many seconds one message waits: none where its channel rests, so that it leaves when that ends."""
    if refused.consequence == "stop_channel":
        return 0.0
    return refused.retry_after or min(FIRST_WAIT * 2 ** (sending.attempt - 1), LONGEST_WAIT)


def _failure(sending: Sending, refused: Refused) -> Failure:
    status: Literal["failed", "dead"] = "failed" if _lasting(refused) else "dead"
    return Failure(sending.id, sending.attempt, refused.code, refused.sentence, status)
