"""What runs in one process, how does it begin, and how does it end?"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.bootstrap.channels import Wiring
from bot.bootstrap.roles import SERVE, Role
from bot.channels.simulator.feed import Feed
from bot.channels.simulator.render import Simulator
from bot.conversation.door import Door
from bot.conversation.figures import Figures
from bot.conversation.housekeeping import Housekeeping
from bot.conversation.inbox import Inbox
from bot.conversation.personal import PersonalData
from bot.conversation.premises import Premises
from bot.conversation.record import Record
from bot.conversation.worker import Worker
from bot.metrics import Metrics
from bot.outbox.recovery import Recovery
from bot.outbox.sender import Sender
from bot.settings import Settings
from bot.web.app import SimulatorServices, WebServices
from dialogues.errors import BadScript
from dialogues.inputs import Point
from storage import migrations
from storage.database import Database
from storage.errors import StorageError, Unavailable


@dataclass(slots=True)
class Service:
    """Every part of one process; nothing runs before `start`."""

    settings: Settings
    database: Database
    premises: Premises
    inbox: Inbox
    worker: Worker
    senders: Sequence[Sender]
    recovery: Recovery
    housekeeping: Housekeeping
    metrics: Metrics
    doors: Mapping[str, Door]
    wiring: Wiring
    feed: Feed
    simulator: Simulator
    record: Record
    personal: PersonalData

    async def start(self) -> Sequence[BadScript]:
        """Move the schema, then open the premises; return the faults of scripts."""
        await migrations.upgrade(self.settings.store)
        return await self.premises.open()

    async def run(self, stopping: asyncio.Event, role: Role = SERVE) -> None:
        """Do what the role wants until told to stop; what was claimed is finished."""
        if role.works:
            await self._work(stopping)
        else:
            await stopping.wait()

    async def _work(self, stopping: asyncio.Event) -> None:
        """Take turns, send and poll."""
        if self.settings.store.startswith("sqlite"):
            # one process sends: whatever is being sent was claimed by one that died; a command that only
            # opens the store beside it must not take back what is leaving
            await self.recovery.recover(timedelta(0))
        loops = [sender.run(stopping) for sender in self.senders]
        loops += [poll(self.inbox.receive, stopping) for poll in self.wiring.pollers]
        loops += [self.recovery.run(stopping), self.housekeeping.run(stopping)]
        await asyncio.gather(self.worker.run(stopping), *loops)

    async def settle(self) -> None:
        """Handle and send everything that waits now: what a test or a single command does."""
        while await self.worker.drain() + sum([await sender.drain() for sender in self.senders]):
            pass

    async def close(self) -> None:
        """Let go of providers and of the store."""
        await self.wiring.close()
        await self.database.close()

    async def ready(self) -> bool:
        """Tell whether messages can be taken now."""
        try:
            await self.database.ping()
        except StorageError:
            return False
        return True

    def watched(self) -> WebServices:
        """Return what shows the health and the figures of a process that shows nothing else."""
        return WebServices(
            self.settings.territory_name, self.ready, figures=Figures(self.database, self.metrics)
        )

    def web(self, places: Sequence[Point] = ()) -> WebServices:
        """Return what the web front stands on."""
        simulator = SimulatorServices(
            self.inbox, self.simulator, self.feed, self.record, self.settings.data / "files", places
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
        )
