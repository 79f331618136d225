"""How do stored messages leave? Claimed, the transaction closed, carried, and what became of them recorded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from bot.channels.message import Address, OutboundMessage
from bot.channels.sending import Carrier, Refused, Taken
from bot.conversation.grouping import Grouped
from bot.conversation.posting import message_from_json
from bot.metrics import Metrics
from bot.outbox.pace import Booking
from bot.outbox.report import STOPPED, Outcome, Report
from bot.participation.broadcasts.manners import Manners
from bot.wakeup import POLL, Wakeup
from storage.database import Database
from storage.errors import StorageError, Unavailable
from storage.outbox import BROADCAST, ERASED, Sending
from storage.presence import Presence
from storage.unit import Unit

#: most messages claimed at once, whatever the pace
CLAIM = 100

#: most messages that are on their way at once: a provider that answers slowly is not drowned
AT_SEA = 200

#: seconds that messages on their way are waited for, so that they are recorded together
TOGETHER = 0.05

#: part of a second whose broadcasts are claimed at once: a reply that comes meanwhile waits for them
FEW = 0.1

#: seconds before the last one leaves at which the next are claimed: claiming takes time, and the pace is kept
EARLY = 0.05

#: seconds before its place that a message may be claimed, when others booked far ahead
AHEAD = 0.5

#: longest time a claimed message waits to be sent, in seconds; well under `recovery.ABANDONED`
LONGEST_HELD = 20.0

#: what becomes of a message to somebody who said STOP (norms §3)
SILENCED = Refused(retryable=False, code="stopped", sentence="the person said STOP before it left")

#: what becomes of a message when this process was frozen or cut off: others may have taken it back, or will
ABSENT = Refused(retryable=True, code="absent", sentence="this process was cut off from the database")

log = structlog.get_logger()


@dataclass(slots=True)
class Sender:
    """Sends one channel's messages until it is stopped; what it has claimed is finished first."""

    channel: str
    database: Database
    carrier: Carrier
    pace: Booking
    presence: Presence
    wakeup: Wakeup
    metrics: Metrics
    #: when, and how often, broadcasts may leave (norms §2); None: at any time
    manners: Manners | None = None
    #: messages that are claimed, and not recorded yet
    _leaving: set[asyncio.Task[None]] = field(init=False, default_factory=set)
    _reports: Grouped[Outcome, None] = field(init=False)
    #: when it is time to claim again, on the loop's clock
    _again_at: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._reports = Grouped(self._report)

    async def run(self, stopping: asyncio.Event) -> None:
        """Send what is due, whenever there is something."""
        await self.wakeup.follow(self._round, stopping)
        await self._finish()

    async def drain(self) -> int:
        """Send everything that is due now; return how many were tried."""
        total = 0
        while done := await self._round():
            total += done
            await self._finish()
        return total

    async def _round(self) -> int:
        """Claim, and let leave, each at its time; return how many. A store that is away is waited for.

        Nothing is claimed while the channel rests: what is claimed and not sent would be taken for abandoned.
        """
        name = self.presence.name()
        if name is None or await self.pace.held() > POLL:
            return 0
        try:
            count, claimed = await self._claim(name, datetime.now(UTC))
        except Unavailable:
            return 0  # told once, by whoever watches the store
        except StorageError:
            log.exception("sending failed", channel=self.channel)
            return 0
        await self._let_leave(claimed, name)
        return count

    async def _claim(self, name: str, now: datetime) -> tuple[int, list[Sending]]:
        """Return how many were claimed, and those of them that may leave. Claim replies for about one second of pace, so that little is uncertain after a crash.

        Of broadcasts a tenth of that: a reply that comes meanwhile must not wait behind them.
        """
        part = self.pace.part()
        limit = max(1, min(CLAIM, int(part)))
        manners = self.manners
        is_open = manners is None or manners.is_open(now)
        few = max(1, min(CLAIM, int(part * FEW))) if is_open else 0

        def claim(unit: Unit) -> tuple[int, list[Sending]]:
            claimed = unit.outbox.claim(limit, now, name, self.channel, few)
            return len(claimed), claimed if manners is None else manners.admit(unit, claimed, now)

        return await self.database.transact(claim)

    async def _let_leave(self, claimed: Sequence[Sending], name: str) -> None:
        """Have each message sent when its turn comes; return when it is time to claim again."""
        if not claimed:
            return
        delays = await self.pace.book([sending.address for sending in claimed])
        for sending, delay in zip(claimed, delays, strict=True):
            task = asyncio.create_task(self._send(sending, delay, name))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
        now = time.monotonic()
        self._again_at = max(self._again_at, now - EARLY) + len(claimed) / self.pace.part()
        # those that a quick provider takes at once are recorded together, and the next claimed together
        await asyncio.wait(list(self._leaving), timeout=TOGETHER)
        await asyncio.sleep(max(self._again_at - EARLY, now + min(delays) - AHEAD) - time.monotonic())
        while len(self._leaving) >= AT_SEA:
            await asyncio.wait(self._leaving, return_when=asyncio.FIRST_COMPLETED)

    async def _finish(self) -> None:
        """Return when everything that was claimed has left, and is recorded."""
        while self._leaving:
            await asyncio.wait(self._leaving)

    async def _send(self, sending: Sending, delay: float, name: str) -> None:
        """Carry one message after a while, and record what became of it; another to its address may wait for that."""
        outcome = await self._carry(sending, delay, name)
        try:
            await self._reports.add((sending, outcome))
        except StorageError:
            log.exception("sending failed", channel=self.channel)
        self.wakeup.wake()

    async def _report(self, outcomes: Sequence[Outcome]) -> Sequence[None]:
        return await Report(self.channel, self.database, self.metrics).record(outcomes)

    async def _carry(self, sending: Sending, delay: float, name: str) -> Taken | Refused:
        """Carry one message when its turn comes, if it may leave; what its provider asks for is obeyed."""
        if sending.silenced:
            return SILENCED
        while delay > 0:
            if delay > LONGEST_HELD:
                return Refused(retryable=True, code="held", sentence="the channel rests", retry_after=delay)
            await asyncio.sleep(delay)
            # a provider may have asked for silence meanwhile
            delay = self.pace.resting()
        if not self.presence.holds(name):
            return ABSENT
        if (closed := self._closed(sending, datetime.now(UTC))) is not None:
            return closed
        with self.metrics.send_seconds.labels(self.channel).time():
            outcome = await self._try(sending)
        if isinstance(outcome, Refused):
            await self._heed(outcome)
        return outcome

    def _closed(self, sending: Sending, now: datetime) -> Refused | None:
        """Return until when a broadcast waits whose window closed since it was claimed."""
        if self.manners is None or sending.priority != BROADCAST or self.manners.is_open(now):
            return None
        wait = (self.manners.opens(now) - now).total_seconds()
        return Refused(
            retryable=True, code="window", sentence="the hours to write first are over", retry_after=wait
        )

    async def _heed(self, refused: Refused) -> None:
        """Wait as long as the provider asks; stop the channel when no message can go through it."""
        if refused.consequence == "stop_channel":
            log.error("channel stopped", channel=self.channel, code=refused.code, seconds=STOPPED)
            await self.pace.hold(STOPPED)
        elif refused.retry_after:
            await self.pace.hold(refused.retry_after)

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


def _window_open(sending: Sending, now: datetime) -> bool:
    """Tell whether free text may go; nothing is known any more of who has just been erased, and just wrote."""
    if sending.participant_id == ERASED:
        return True
    return sending.window_until is not None and now < sending.window_until
