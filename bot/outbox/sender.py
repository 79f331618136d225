"""How do stored messages leave? Claimed, the transaction closed, carried, and what became of them recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

import structlog
from prometheus_client import Histogram

from bot.channels.message import Address, OutboundMessage
from bot.channels.sending import Carrier, Refused, Taken
from bot.conversation.posting import message_from_json
from bot.grouping import Grouped
from bot.metrics import Metrics
from bot.now import Now, utc_now
from bot.outbox.departures import Claimed, Departures
from bot.outbox.pace import Booking
from bot.outbox.report import Outcome, Report
from bot.outbox.stop import STOPPED, tell_stopped
from bot.participation.broadcasts.manners import Manners
from bot.wakeup import JITTER, POLL, Wakeup
from storage.database import Database
from storage.errors import StorageError, Unavailable
from storage.outbox import BROADCAST, ERASED, REPLY, Sending
from storage.presence import Presence
from storage.unit import Unit

#: most replies that are claimed and wait for others, and most broadcasts that have no place yet, whatever the pace
CLAIM = 100

#: part of a second whose broadcasts are claimed at once: half of them leave while more are claimed
STOCK = 0.2

#: seconds in which nobody looks for broadcasts where there were none: less than between two looks that nobody asks for
IDLE = POLL * (1 - JITTER)

#: seconds that broadcasts which left are waited for, so that they are recorded together: nobody waits for that
TOGETHER = 0.05

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
    now: Now = utc_now
    #: until when a look for replies is none for broadcasts: there was none; on the loop's clock
    _idle_until: float = field(init=False, default=0.0)
    #: TOGETHER, but where all leave now: somebody waits for that
    _pause: float = field(init=False, default=TOGETHER)
    #: whether there was no room for all replies that may wait
    _full: bool = field(init=False, default=False)
    #: replies are claimed and recorded by turns: no claim misses what a record sets free
    _turns: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)
    _timed: Histogram = field(init=False)
    _departures: Departures = field(init=False)
    _reports: Grouped[Outcome, bool] = field(init=False)
    #: those of broadcasts, which may wait for each other
    _later: Grouped[Outcome, bool] = field(init=False)

    def __post_init__(self) -> None:
        self._timed = self.metrics.send_seconds.labels(self.channel)
        self._reports, self._later = Grouped(self._report), Grouped(self._report_later)
        self._departures = Departures(lambda: self.pace, self._send, self._give_back, self._restock)

    async def run(self, stopping: asyncio.Event) -> None:
        """Send what is due, whenever there is something; a channel that was stopped is tried: it may be mended."""
        await self.pace.lift()
        await self.wakeup.follow(self._look, stopping)
        await self._departures.finish()

    async def drain(self) -> int:
        """Send everything that is due now, and record it at once; return how many were tried."""
        total, self._pause = 0, 0.0
        while done := await self._round_anew():
            total += done
            await self._departures.finish()
        self._pause = TOGETHER
        return total

    async def _round_anew(self) -> int:
        """Do a round that looks for broadcasts too, whatever there was a moment ago."""
        self._idle_until = 0.0
        return await self._round()

    async def _look(self) -> int:
        """Do a round; return 0: replies that are done, and broadcasts that have a place, wake this loop."""
        await self._round()
        return 0

    async def _round(self) -> int:
        """Claim, and let leave, each at its time; return how many. A store that is away is waited for.

        Nothing is claimed while the channel rests: what is claimed and not sent would be taken for abandoned.
        """
        name = self.presence.name()
        if name is None or await self.pace.held() > POLL:
            return 0
        try:
            count, claimed = await self._claim(name, self.now())
        except Unavailable:
            return 0  # told once, by whoever watches the store
        except StorageError:
            log.exception("sending failed", channel=self.channel)
            return 0
        self._departures.add(Claimed(sending, name) for sending in claimed)
        if count > len(claimed):
            self.wakeup.wake()  # some wait again: there is room for others
        return count

    async def _claim(self, name: str, now: datetime) -> tuple[int, list[Sending]]:
        """Claim what there is room for; return how many, and those of them that may leave."""
        replies, few = self._room()
        manners, clock = self.manners, asyncio.get_running_loop().time()
        if clock < self._idle_until or (manners is not None and not manners.is_open(now)):
            few = 0

        def claim(unit: Unit) -> tuple[int, list[Sending]]:
            claimed = unit.outbox.claim(replies, now, name, self.channel, few)
            return len(claimed), claimed if manners is None or not few else manners.admit(unit, claimed, now)

        count, claimed = 0, list[Sending]()
        if replies or few:
            async with self._turns:
                count, claimed = await (self.database.transact if few else self.database.execute)(claim)
        self._full = sum(each.priority == REPLY for each in claimed) >= replies
        if few and count < few:
            self._idle_until = clock + IDLE
        return count, claimed

    def _room(self) -> tuple[int, int]:
        """Return how many replies may be claimed, up to a second of pace, and how many broadcasts: none, or many at once.

        What is beyond a second of this process's pace is left to another, which may have pace to spare.
        """
        part = self.pace.part()
        most, stock = max(1, min(CLAIM, int(part))), max(1, min(CLAIM, ceil(part * STOCK)))
        replies, few = most - self._departures.replies(), stock - self._departures.broadcasts()
        return replies if replies > most // 2 else 0, few if few > stock // 2 else 0

    def _restock(self) -> None:
        """Have more broadcasts claimed when half of them have a place."""
        if self._room()[1]:
            self.wakeup.wake()

    async def _send(self, claimed: Claimed) -> None:
        """Carry one message, and record what became of it; another to its address may wait for that."""
        await self._settle(claimed.sending, await self._carry(claimed.sending, claimed.name))

    async def _give_back(self, claimed: Claimed, seconds: float) -> None:
        """Let one message wait in the store, as long as nothing may leave; a stop, which may be lifted, keeps it anyway."""
        wait = max(POLL, seconds - self.pace.stopped())
        held = Refused(retryable=True, code="held", sentence="the channel rests", retry_after=wait)
        await self._settle(claimed.sending, held)

    async def _settle(self, sending: Sending, outcome: Taken | Refused) -> None:
        is_reply, freed = sending.priority == REPLY, True
        try:
            freed = await (self._reports if is_reply else self._later).add((sending, outcome))
        except StorageError:
            log.exception("sending failed", channel=self.channel)
        if is_reply and (freed or self._full):
            self.wakeup.wake()

    async def _report(self, outcomes: Sequence[Outcome]) -> Sequence[bool]:
        async with self._turns:
            return await self._record(outcomes)

    async def _report_later(self, outcomes: Sequence[Outcome]) -> Sequence[bool]:
        await asyncio.sleep(self._pause)
        return await self._record(outcomes)

    async def _record(self, outcomes: Sequence[Outcome]) -> Sequence[bool]:
        freed = await Report(self.channel, self.database, self.metrics, self.now).record(outcomes)
        return [freed] * len(outcomes)

    async def _carry(self, sending: Sending, name: str) -> Taken | Refused:
        """Carry one message, if it may leave; what its provider asks for is obeyed."""
        if sending.silenced:
            return SILENCED
        if not self.presence.holds(name):
            return ABSENT
        if (closed := self._closed(sending, self.now())) is not None:
            return closed
        with self._timed.time():
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
            await self.stop(refused.code)
        elif refused.retry_after:
            await self.pace.hold(refused.retry_after)

    async def stop(self, code: str) -> None:
        """Stop the channel, refused at a call or by a receipt; told once, however many messages were on their way."""
        if not self.pace.stopped():
            tell_stopped(self.channel, code)
        await self.pace.stop(STOPPED, code)

    async def _try(self, sending: Sending) -> Taken | Refused:
        address = Address(self.channel, sending.address)
        message = message_from_json(sending.content)
        is_open = _window_open(sending, self.now())
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
