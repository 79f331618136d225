"""Which concrete parts make a service? The only place that names them; tests and commands build it here."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.channels.message import Address, OutboundMessage
from bot.channels.sending import Carrier
from bot.channels.simulator.carrier import SimulatorCarrier
from bot.channels.simulator.feed import Feed
from bot.channels.simulator.render import Simulator
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.render import WhatsApp
from bot.conversation.inbox import Inbox
from bot.conversation.personal import PersonalData
from bot.conversation.premises import Premises
from bot.conversation.record import Record
from bot.conversation.room import Room
from bot.conversation.town import Town
from bot.conversation.worker import Worker
from bot.keys import keyed_hash, read_key
from bot.outbox.sender import Sender
from bot.settings import Settings
from bot.wakeup import Wakeup
from bot.web.app import SimulatorServices, WebServices
from dialogues.content import Capabilities
from dialogues.definition import Library
from dialogues.errors import BadScript
from dialogues.inputs import Point
from dialogues.loader import load_phrasebook, load_scripts
from storage import migrations
from storage.database import Database, open_database
from storage.errors import Unavailable


@dataclass(slots=True)
class Service:
    """Every part of one process; nothing runs before `start`."""

    settings: Settings
    database: Database
    premises: Premises
    inbox: Inbox
    worker: Worker
    sender: Sender
    feed: Feed
    simulator: Simulator
    record: Record
    personal: PersonalData

    async def start(self) -> Sequence[BadScript]:
        """Move the schema, then open the premises; return the faults of scripts."""
        await migrations.upgrade(self.settings.store)
        return await self.premises.open()

    async def run(self, stopping: asyncio.Event) -> None:
        """Take turns and send until told to stop; what was claimed is finished."""
        await asyncio.gather(self.worker.run(stopping), self.sender.run(stopping))

    async def settle(self) -> None:
        """Handle and send everything that waits now: what a test or a single command does."""
        while await self.worker.drain() + await self.sender.drain():
            pass

    async def close(self) -> None:
        """Let go of the store."""
        await self.database.close()

    async def ready(self) -> bool:
        """Tell whether messages can be taken now."""
        try:
            await self.database.ping()
        except Unavailable:
            return False
        return True

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
        )


def build(settings: Settings, *, carriers: Mapping[str, Carrier] | None = None) -> Service:
    """Build a service from its settings; `carriers` replaces those of channels, for tests and the terminal."""
    settings.data.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.store)
    turns, sends = Wakeup(), Wakeup()
    simulator = Simulator({"sms": Sms(settings.sms_folding), "telegram": Telegram(), "whatsapp": WhatsApp()})
    feed = Feed()
    proof = partial(keyed_hash, read_key(settings))
    premises = Premises(database, _room(settings, simulator, proof), _loader(settings))
    carried = {simulator.name: SimulatorCarrier(simulator, feed), **(carriers or {})}
    return Service(
        settings=settings,
        database=database,
        premises=premises,
        inbox=Inbox(database, turns.wake),
        worker=Worker(database, premises.current, turns, _answered(feed, sends)),
        sender=Sender(database, carried, f"{socket.gethostname()}:{os.getpid()}", sends),
        feed=feed,
        simulator=simulator,
        record=Record(database, simulator.name, _drawer(simulator)),
        personal=PersonalData(database, proof),
    )


def _room(settings: Settings, simulator: Simulator, proof: Callable[[str, str], str]) -> Room:
    phrasebook = load_phrasebook(languages=settings.languages)
    url = settings.public_url or f"http://{settings.host}:{settings.port}"
    town = Town(settings.territory_name, url.rstrip("/"), settings.timezone, settings.languages, phrasebook)
    capabilities: dict[str, Callable[[Address], Capabilities]] = {simulator.name: simulator.capabilities}
    return Room(Library({}), phrasebook, town, capabilities, proof, settings.languages)


def _loader(settings: Settings) -> Callable[..., Any]:
    return partial(load_scripts, languages=settings.languages)


def _answered(feed: Feed, sends: Wakeup) -> Callable[[Sequence[str]], None]:
    """Return what is done after a batch: the sender is woken, the pages are told."""

    def tell(addresses: Sequence[str]) -> None:
        sends.wake()
        for address in addresses:
            channel, _, value = address.partition(":")
            if channel == Simulator.name:
                feed.publish(value, {}, "turn")

    return tell


def _drawer(simulator: Simulator) -> Callable[[OutboundMessage], list[Mapping[str, Any]]]:
    return lambda outbound: [call.to_json() for call in simulator.render(outbound)]
