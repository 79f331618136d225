"""Who takes the turns? A loop that handles what waits, batch after batch, until it is stopped."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from bot.conversation.foresight import foresee
from bot.conversation.room import Room
from bot.conversation.turn import BATCH, NOTHING, Handled, handle_batch
from bot.conversation.understanding import Heard
from bot.linger import Linger
from bot.metrics import Metrics
from bot.now import Now, utc_now
from bot.wakeup import Wakeup, drain
from storage.database import Database
from storage.errors import StorageError, Unavailable
from storage.unit import Unit

#: turns that may fail on one message before it is set aside for staff
PATIENCE = 3

log = structlog.get_logger()


@dataclass(slots=True)
class Worker:
    """Handles inbound messages of this database; `answered` is told which addresses were."""

    database: Database
    #: the library and the town as they are now
    room: Callable[[], Room]
    wakeup: Wakeup
    answered: Callable[[Sequence[str]], None]
    metrics: Metrics
    now: Now = utc_now
    _linger: Linger = field(init=False, default_factory=lambda: Linger(BATCH))

    async def run(self, stopping: asyncio.Event) -> None:
        """Handle what waits, whenever there is something."""
        await self.wakeup.follow(self._round, stopping)

    async def drain(self) -> int:
        """Handle everything that waits now; return how many turns were taken."""
        return await drain(self._round)

    async def _round(self) -> int:
        """Handle one batch; return how many messages it moved on. A store that is away is waited for."""
        await self._linger.wait()
        try:
            with self.metrics.turn_seconds.time():
                handled = await self._handle()
        except Unavailable:
            return 0  # told once, by whoever watches the store; what waits stays
        except StorageError:
            # refusing even to count a failure: the loop goes on
            log.exception("batch failed")
            return 0
        self._linger.took(handled.taken)
        if handled.addresses:
            self.answered(handled.addresses)
        self._count(handled)
        return handled.taken + len(handled.failed)

    def _count(self, handled: Handled) -> None:
        for channel, turns in Counter(address.partition(":")[0] for address in handled.addresses).items():
            self.metrics.handled.labels(channel).inc(turns)
        self.metrics.turns_failed.inc(len(handled.failed))

    async def _handle(self) -> Handled:
        room = self.room()
        heard = await self._listen(room)
        claimed: list[int] = []

        def handle(unit: Unit) -> Handled:
            claimed.clear()
            return handle_batch(unit, room, self.now(), BATCH, claimed, heard)

        try:
            handled = await self.database.transact(handle)
        except Unavailable:
            raise
        except Exception:
            # the store refused something of this batch: each message is tried again alone, the guilty one parked
            log.exception("batch failed", count=len(claimed))
            handled = Handled(failed=tuple(claimed))
        if handled.failed:
            await self.database.transact(lambda unit: _set_back(unit, handled.failed))
        return handled

    async def _listen(self, room: Room) -> Mapping[int, Heard]:
        """Ask what is asked before the transaction, within its own limit of time: no lock is held meanwhile."""
        if room.ear is None:
            return NOTHING
        room.ear.attend(room.town)
        if room.ear.first is None:
            return NOTHING
        now = self.now()
        try:
            questions = await self.database.read(lambda unit: foresee(unit, room, now, BATCH))
        except StorageError:
            raise
        except Exception:
            # a message that cannot be read fails its own turn, and no other
            log.exception("look ahead failed")
            return NOTHING
        return await room.ear.ask(questions) if questions else NOTHING


def _set_back(unit: Unit, failed: Sequence[int]) -> None:
    """Count the failure; a message that keeps failing is parked, so that its participant's others go on."""
    unit.inbox.failed(failed, "turn")
    for message in unit.inbox.exhausted(failed, PATIENCE):
        unit.inbox.park(message, "turn")
        log.error("message parked", inbound=message)
