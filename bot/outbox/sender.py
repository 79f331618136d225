"""How do stored messages leave? Claimed, the transaction closed, carried, and what became of them recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import structlog

from bot.channels.message import Address, OutboundMessage
from bot.channels.sending import Carrier, Refused, Taken
from bot.conversation.posting import message_from_json
from bot.wakeup import Wakeup
from storage.database import Database
from storage.errors import Unavailable
from storage.outbox import Failure, Retry, Sending, Sent
from storage.unit import Unit

#: most messages claimed at once: about one second of pace, so that little is uncertain after a crash
CLAIM = 30

#: seconds between looks when nobody wakes the sender
POLL = 1.0

#: a message older than this is given up: an answer that comes hours late only confuses
DEADLINE = timedelta(hours=24)

#: seconds before the second try, doubled at each one, and the longest wait
FIRST_WAIT, LONGEST_WAIT = 2.0, 900.0

#: what was claimed longer ago than this by nobody alive is taken back
ABANDONED = timedelta(minutes=5)

log = structlog.get_logger()

Outcome = tuple[Sending, Taken | Refused]


@dataclass(slots=True)
class Sender:
    """Sends until it is stopped; what it has claimed is finished first."""

    database: Database
    carriers: Mapping[str, Carrier]
    owner: str
    wakeup: Wakeup

    async def run(self, stopping: asyncio.Event) -> None:
        """Send what is due, whenever there is something."""
        await self._recover(datetime.now(UTC))
        while not stopping.is_set():
            if not await self._round():
                await self.wakeup.wait(POLL)

    async def drain(self) -> int:
        """Send everything that is due now; return how many were tried."""
        tried = 0
        while done := await self._round():
            tried += done
        return tried

    async def _round(self) -> int:
        """Claim, carry and record once; return how many were tried. A store that is away is waited for."""
        try:
            return await self._send(datetime.now(UTC))
        except Unavailable as error:
            log.warning("store unavailable", cause=type(error).__name__)
            return 0

    async def _send(self, now: datetime) -> int:
        def claim(unit: Unit) -> list[Sending]:
            return unit.outbox.claim(CLAIM, now, self.owner)

        claimed = await self.database.transact(claim)
        if not claimed:
            return 0
        outcomes = await asyncio.gather(*(self._carry(sending) for sending in claimed))
        await self._record(list(zip(claimed, outcomes, strict=True)))
        return len(claimed)

    async def _carry(self, sending: Sending) -> Taken | Refused:
        carrier = self.carriers.get(sending.channel)
        if carrier is None:
            return Refused(retryable=True, code="no_channel", sentence="this channel is not set up")
        address = Address(sending.channel, sending.address)
        message = message_from_json(sending.content)
        try:
            return await carrier.send(OutboundMessage(sending.id, address, message, sending.language))
        except Exception as error:
            log.exception("carrier failed", outbox=sending.id, channel=sending.channel)
            return Refused(retryable=True, code="fault", sentence=type(error).__name__)

    async def _record(self, outcomes: Sequence[Outcome]) -> None:
        now = datetime.now(UTC)
        sent = [Sent(s.id, o.provider_id) for s, o in outcomes if isinstance(o, Taken)]
        refused = [(s, o) for s, o in outcomes if isinstance(o, Refused)]
        later = [_retry(s, o, now) for s, o in refused if _again(s, o, now)]
        never = [_failure(s, o) for s, o in refused if not _again(s, o, now)]

        def record(unit: Unit) -> None:
            unit.outbox.sent(sent, now)
            unit.outbox.retry(later)
            unit.outbox.fail(never)

        await self.database.transact(record)

    async def _recover(self, now: datetime) -> None:
        """Take back what a sender that died had claimed."""

        def recover(unit: Unit) -> int:
            found = unit.outbox.recover(now - ABANDONED)
            return found.replies + found.uncertain

        try:
            count = await self.database.transact(recover)
        except Unavailable:
            return
        if count:
            log.warning("recovered", count=count)


def _again(sending: Sending, refused: Refused, now: datetime) -> bool:
    return refused.retryable and now - sending.created_at < DEADLINE


def _retry(sending: Sending, refused: Refused, now: datetime) -> Retry:
    wait = refused.retry_after or min(FIRST_WAIT * 2 ** (sending.attempt - 1), LONGEST_WAIT)
    due = now + timedelta(seconds=wait)
    return Retry(sending.id, sending.attempt, due, refused.code, refused.sentence)


def _failure(sending: Sending, refused: Refused) -> Failure:
    status: Literal["failed", "dead"] = "dead" if refused.retryable else "failed"
    return Failure(sending.id, sending.attempt, refused.code, refused.sentence, status)
