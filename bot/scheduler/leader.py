"""Who fires what is due? One process at a time, for as long as it sits on the one seat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol

import structlog
from apscheduler.events import EVENT_JOB_MAX_INSTANCES, JobSubmissionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.outage import Outage
from bot.perseverance import persevere
from bot.scheduler.clock import Clock
from bot.scheduler.tick import Tick
from storage.errors import Unavailable

#: ticks that are late still come, once for all that were missed, and never twice at a time
MANNERS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

#: seconds that a duty has to end once the seat is lost
ENDING = 5.0

log = structlog.get_logger()

#: Runs until told to stop, in one process at a time
Duty = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


class Seat(Protocol):
    """What one process at a time holds."""

    async def sit(self, seated: Callable[[], None]) -> None:
        """Wait for the seat, call `seated`, and keep it until it is lost: then raise a StorageError."""

    def holds(self) -> bool:
        """Tell whether the seat is ours for certain, now."""

    def candidates(self) -> int:
        """Return how many processes stood for the seat when it was last asked, this one too."""

    def joining(self) -> float:
        """Return for how many more seconds some may not have counted this process."""


@dataclass(slots=True)
class Leader:
    """Fires ticks and runs duties while this process leads; another does when it does not."""

    seat: Seat
    ticks: Sequence[Tick]
    duties: Sequence[Duty] = ()
    outage: Outage = field(default_factory=lambda: Outage("session"))

    async def run(self, stopping: asyncio.Event) -> None:
        """Stand for the seat until told to stop; the seat is left then."""
        await persevere(self._stand, stopping, self.outage)

    async def _stand(self) -> None:
        leading: list[asyncio.Task[None]] = []

        def seated() -> None:
            self.outage.end()
            log.info("leading")
            leading.append(asyncio.create_task(self._lead()))

        try:
            await self.seat.sit(seated)
        finally:
            for task in leading:
                task.cancel()
            await asyncio.gather(*leading, return_exceptions=True)

    async def _lead(self) -> None:
        """Fire and serve until cancelled."""
        over = asyncio.Event()
        serving = [asyncio.create_task(duty(over)) for duty in self.duties]
        try:
            await self._fire()
        finally:
            over.set()
            if serving:
                await asyncio.wait(serving, timeout=ENDING)
            for task in serving:
                task.cancel()
            log.info("not leading any more")

    async def _fire(self) -> None:
        """Fire every tick at its time; begin anew when the clock jumps."""
        clock = Clock()
        while True:
            scheduler = self._scheduler()
            scheduler.start()
            try:
                await clock.watch()
            finally:
                scheduler.shutdown(wait=False)

    def _scheduler(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=MANNERS)
        scheduler.add_listener(_tell_slow, EVENT_JOB_MAX_INSTANCES)
        for tick in self.ticks:
            first = {"next_run_time": datetime.now(UTC)} if tick.at_once else {}
            scheduler.add_job(
                partial(self._act, tick),
                "interval",
                seconds=tick.every,
                id=tick.name,
                name=tick.name,
                **first,
            )
        return scheduler

    async def _act(self, tick: Tick) -> None:
        """Do one tick, unless the seat may be another's; what fails is done at the next one."""
        if not self.seat.holds():
            return
        try:
            await tick.act()
        except Unavailable:
            return  # told once, by whoever watches the store
        except asyncio.CancelledError:
            return  # the seat is left: whoever takes it does this anew, and the library would call it an error
        except Exception:
            log.exception("tick failed", kind=tick.name)


def _tell_slow(event: JobSubmissionEvent) -> None:
    """Name a tick that was still running when its time came again: it is left out this time."""
    log.warning("tick is slow", kind=event.job_id)
