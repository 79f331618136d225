"""How do stored messages leave? Claimed, the transaction closed, carried, and what became of them recorded."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import structlog

from bot.channels.message import Address, OutboundMessage
from bot.channels.sending import Carrier, Refused, Taken
from bot.conversation.consequences import Consequence, apply
from bot.conversation.posting import message_from_json
from bot.metrics import Metrics
from bot.outbox.pace import Pace
from bot.perseverance import backoff
from bot.wakeup import POLL, Wakeup, drain
from storage.database import Database
from storage.errors import StorageError, Unavailable
from storage.outbox import ERASED, Failure, Retry, Sending, Sent
from storage.unit import Unit

#: most messages claimed at once, whatever the pace
CLAIM = 100

#: a message older than this is given up: an answer that comes hours late only confuses
DEADLINE = timedelta(hours=24)

#: longest time a claimed message waits to be sent, in seconds; well under `recovery.ABANDONED`
LONGEST_HELD = 20.0

#: how long a channel rests whose account is refused or suspended, in seconds: an operator must look
STOPPED = 900.0

#: seconds before the second try, doubled at each one, and the longest wait
FIRST_WAIT, LONGEST_WAIT = 2.0, 900.0

#: what becomes of a message to somebody who said STOP (norms §3)
SILENCED = Refused(retryable=False, code="stopped", sentence="the person said STOP before it left")

log = structlog.get_logger()

Outcome = tuple[Sending, Taken | Refused]


@dataclass(slots=True)
class Sender:
    """Sends one channel's messages until it is stopped; what it has claimed is finished first."""

    channel: str
    database: Database
    carrier: Carrier
    pace: Pace
    owner: str
    wakeup: Wakeup
    metrics: Metrics

    async def run(self, stopping: asyncio.Event) -> None:
        """Send what is due, whenever there is something."""
        await self.wakeup.follow(self._round, stopping)

    async def drain(self) -> int:
        """Send everything that is due now; return how many were tried."""
        return await drain(self._round)

    async def _round(self) -> int:
        """Claim, carry and record once; return how many were tried. A store that is away is waited for.

        Nothing is claimed while the channel rests: what is claimed and not sent would be taken for abandoned.
        """
        if self.pace.held() > POLL:
            return 0
        try:
            return await self._send(datetime.now(UTC))
        except Unavailable:
            return 0  # told once, by whoever watches the store
        except StorageError:
            log.exception("sending failed", channel=self.channel)
            return 0

    async def _send(self, now: datetime) -> int:
        def claim(unit: Unit) -> list[Sending]:
            return unit.outbox.claim(self._room(), now, self.owner, self.channel)

        claimed = await self.database.transact(claim)
        if not claimed:
            return 0
        outcomes = await asyncio.gather(*(self._carry(sending) for sending in claimed))
        await self._record(list(zip(claimed, outcomes, strict=True)))
        return len(claimed)

    def _room(self) -> int:
        """Return how many to claim: about one second of pace, so that little is uncertain after a crash."""
        return max(1, min(CLAIM, int(self.pace.rate)))

    async def _carry(self, sending: Sending) -> Taken | Refused:
        """Carry one message when its turn comes, if it may leave; what its provider asks for is obeyed."""
        if sending.silenced:
            return SILENCED
        delay = self.pace.delay(sending.address)
        if delay > LONGEST_HELD:
            return Refused(retryable=True, code="held", sentence="the channel rests", retry_after=delay)
        await asyncio.sleep(delay)
        with self.metrics.send_seconds.labels(self.channel).time():
            outcome = await self._try(sending)
        if isinstance(outcome, Refused):
            self._heed(outcome)
        return outcome

    def _heed(self, refused: Refused) -> None:
        """Wait as long as the provider asks; stop the channel when no message can go through it."""
        if refused.consequence == "stop_channel":
            log.error("channel stopped", channel=self.channel, code=refused.code, seconds=STOPPED)
            self.pace.hold(STOPPED)
        elif refused.retry_after:
            self.pace.hold(refused.retry_after)

    async def _try(self, sending: Sending) -> Taken | Refused:
        address = Address(self.channel, sending.address)
        message = message_from_json(sending.content)
        is_open = _window_open(sending, datetime.now(UTC))
        outbound = OutboundMessage(sending.id, address, message, sending.language, sending.skip, is_open)
        try:
            return await self.carrier.send(outbound)
        except Exception as error:
            log.exception("carrier failed", outbox=sending.id, channel=self.channel)
            return Refused(retryable=True, code="fault", sentence=type(error).__name__)

    async def _record(self, outcomes: Sequence[Outcome]) -> None:
        now = datetime.now(UTC)
        sent = [Sent(s.id, o.provider_id) for s, o in outcomes if isinstance(o, Taken)]
        refused = [(s, o) for s, o in outcomes if isinstance(o, Refused)]
        later = [_retry(s, o, now) for s, o in refused if _again(s, o, now)]
        never = [_failure(s, o) for s, o in refused if not _again(s, o, now)]
        follow = [
            Consequence(self.channel, s.address, o.consequence) for s, o in refused if o.consequence != "none"
        ]

        def record(unit: Unit) -> None:
            unit.outbox.sent(sent, now)
            unit.outbox.retry(later)
            unit.outbox.fail(never)
            apply(unit, follow, now)

        await self._persist(record)
        self._count(len(sent), refused)

    async def _persist(self, record: Callable[[Unit], None]) -> None:
        """Record what became of messages, however long the store is away: what was sent must not go twice."""
        for tries in itertools.count():
            try:
                await self.database.transact(record)
                break
            except Unavailable:
                await asyncio.sleep(backoff(tries))

    def _count(self, sent: int, refused: Sequence[tuple[Sending, Refused]]) -> None:
        self.metrics.sent.labels(self.channel).inc(sent)
        for _, outcome in refused:
            self.metrics.failed.labels(self.channel, outcome.code).inc()


def _window_open(sending: Sending, now: datetime) -> bool:
    """Tell whether free text may go; nothing is known any more of who has just been erased, and just wrote."""
    if sending.participant_id == ERASED:
        return True
    return sending.window_until is not None and now < sending.window_until


def _again(sending: Sending, refused: Refused, now: datetime) -> bool:
    return not _lasting(refused) and now - sending.created_at < DEADLINE


def _lasting(refused: Refused) -> bool:
    """Tell whether trying again is of no use; a stopped channel's messages wait for the operator."""
    return not refused.retryable and refused.consequence != "stop_channel"


def _retry(sending: Sending, refused: Refused, now: datetime) -> Retry:
    stopped = STOPPED if refused.consequence == "stop_channel" else 0.0
    wait = stopped or refused.retry_after or min(FIRST_WAIT * 2 ** (sending.attempt - 1), LONGEST_WAIT)
    due = now + timedelta(seconds=wait)
    skip = max(sending.skip, refused.sent)
    return Retry(sending.id, sending.attempt, due, refused.code, refused.sentence, skip)


def _failure(sending: Sending, refused: Refused) -> Failure:
    status: Literal["failed", "dead"] = "failed" if _lasting(refused) else "dead"
    return Failure(sending.id, sending.attempt, refused.code, refused.sentence, status)
