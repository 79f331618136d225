"""What runs in one process, how does it begin, and how does it end?"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.bootstrap.channels import Wiring
from bot.bootstrap.console import build_console_desk
from bot.bootstrap.roles import SERVE, Role
from bot.bootstrap.topics import TOWN
from bot.channels.simulator.feed import Feed
from bot.channels.simulator.render import Simulator
from bot.console.app import PREFIX, build_console
from bot.console.desk import Desk as ConsoleDesk
from bot.conversation.door import Door
from bot.conversation.figures import Figures
from bot.conversation.housekeeping import Housekeeping
from bot.conversation.inbox import Inbox
from bot.conversation.personal import PersonalData
from bot.conversation.premises import Premises
from bot.conversation.record import Record
from bot.conversation.themes import ThemeLessons
from bot.conversation.understanding import Ear
from bot.conversation.watch import Watch
from bot.conversation.worker import Worker
from bot.media.collector import Collector
from bot.metrics import Metrics
from bot.outbox.recovery import Recovery
from bot.outbox.sender import Sender
from bot.readiness import Readiness
from bot.scheduler.desk import Desk
from bot.scheduler.leader import Leader
from bot.settings import Settings
from bot.switchboard import Switchboard
from bot.web.app import SimulatorServices, WebServices
from dialogues.errors import BadScript
from dialogues.inputs import Point
from storage import migrations
from storage.database import Database
from storage.errors import Unavailable
from storage.presence import Presence

#: folder of what is sent on the simulator's page, in the data folder
FILES = "files"

#: seconds that the first turns wait for free words to be understood: a slow machine learns in half a minute
LEARNT = 45.0


@dataclass(slots=True)
class Service:
    """Every part of one process; nothing runs before `start`."""

    settings: Settings
    database: Database
    premises: Premises
    inbox: Inbox
    worker: Worker
    senders: Sequence[Sender]
    presence: Presence
    recovery: Recovery
    collector: Collector
    housekeeping: Housekeeping
    lessons: ThemeLessons
    desk: Desk
    leader: Leader
    switchboard: Switchboard
    readiness: Readiness
    metrics: Metrics
    doors: Mapping[str, Door]
    wiring: Wiring
    feed: Feed
    simulator: Simulator
    record: Record
    personal: PersonalData
    console: ConsoleDesk = field(init=False)

    def __post_init__(self) -> None:
        self.console = build_console_desk(self)

    @property
    def ear(self) -> Ear | None:
        """What understands free texts; None: nothing does."""
        return self.premises.room.ear

    async def start(self) -> Sequence[BadScript]:
        """Move the schema, then open the premises; return the faults of scripts."""
        await migrations.upgrade(self.settings.store)
        return await self.premises.open()

    async def run(self, stopping: asyncio.Event, role: Role = SERVE) -> None:
        """Do what the role wants until told to stop; what was claimed is finished."""
        watch = Watch(self.database, self.premises, self.switchboard.wakeup(TOWN))
        loops = [self.switchboard.run(stopping), watch.run(stopping)]
        if role.works:
            loops += [self.presence.run(stopping)]
            await self._take_back()
            loops += [self.lessons.run(stopping)]
            loops += [self.ear.run(stopping)] if self.ear is not None else []
            loops += [self._take_turns(stopping), *(sender.run(stopping) for sender in self.senders)]
            loops += [self.leader.run(stopping), self.collector.run(stopping)]
        await _together(loops, stopping)

    async def _take_turns(self, stopping: asyncio.Event) -> None:
        """Take turns, the first ones once free words are understood: danger, and a wish to be left alone, want it.

        What comes in meanwhile is stored and acknowledged. Learning takes seconds, at the first start of a release.
        """
        if self.ear is not None:
            await self.ear.ready(LEARNT)
        await self.worker.run(stopping)

    async def _take_back(self) -> None:
        """Where one process sends, take back what was being sent: it was claimed by one that died.

        Not when the store is opened: a command beside the service must not take back what is leaving.
        """
        if self.settings.store.startswith("sqlite"):
            await self.recovery.recover()

    async def settle(self) -> None:
        """Handle and send everything that waits now: what a test or a single command does."""
        await self.worker.drain()
        while await self._send_due() and await self.worker.drain():
            pass

    async def _send_due(self) -> int:
        """Let the senders work whose channels have something; return how much they tried."""
        now = self.worker.now()
        due = await self.database.read(lambda unit: unit.outbox.due(now))
        return sum([await sender.drain() for sender in self.senders if sender.channel in due])

    async def close(self) -> None:
        """Let go of providers and of the store."""
        await self.wiring.close()
        if self.ear is not None:
            await self.ear.close()
        await self.switchboard.close()
        await self.presence.close()
        self.readiness.close()
        await self.database.close()

    async def ready(self) -> bool:
        """Tell whether messages can be taken now."""
        return await self.readiness.ready()

    def watched(self) -> WebServices:
        """Return what shows the health and the figures of a process that shows nothing else."""
        return WebServices(
            self.settings.territory_name, self.ready, figures=Figures(self.database, self.metrics)
        )

    def web(self, places: Sequence[Point] = ()) -> WebServices:
        """Return what the web front stands on."""
        simulator = SimulatorServices(
            self.inbox, self.simulator, self.feed, self.record, self.settings.data / FILES, places
        )
        return WebServices(
            self.settings.territory_name,
            self.ready,
            simulator if self.settings.simulator else None,
            self.personal,
            Figures(self.database, self.metrics),
            self.doors,
            self.settings.timezone,
            (Unavailable,),
            {PREFIX: build_console(self.console)},
            self.settings.public_url or "",
        )


async def _together(loops: Sequence[Coroutine[Any, Any, None]], stopping: asyncio.Event) -> None:
    """Run all until they end; a fault in one ends the others in order, and is raised: half a process would deceive."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        stopping.set()
        # cancelled here, all are cancelled
        await asyncio.gather(*tasks)
