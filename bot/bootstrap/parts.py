"""How are the parts of a service put together?"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from bot.bootstrap.channels import Wiring, wire
from bot.bootstrap.ground import check_languages, make_folder
from bot.bootstrap.service import Service
from bot.channels.message import OutboundMessage
from bot.channels.simulator.carrier import SimulatorCarrier
from bot.channels.simulator.feed import Feed
from bot.channels.simulator.render import Simulator
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.render import WhatsApp
from bot.conversation.door import Door
from bot.conversation.housekeeping import Housekeeping
from bot.conversation.inbox import Inbox
from bot.conversation.personal import PersonalData
from bot.conversation.premises import Premises
from bot.conversation.receipts import Receipts
from bot.conversation.record import Record
from bot.conversation.room import Proof, Room
from bot.conversation.town import Town
from bot.conversation.worker import Worker
from bot.keys import keyed_hash, read_key
from bot.metrics import Metrics
from bot.outbox.pace import Pace
from bot.outbox.recovery import Recovery
from bot.outbox.sender import Sender
from bot.settings import Settings
from bot.wakeup import Wakeup
from dialogues.definition import Library
from dialogues.loader import load_phrasebook, load_scripts
from storage.database import Database, open_database

#: messages a second that a pretend phone takes: all it needs
SIMULATED = (200.0, 50.0)


def build(settings: Settings) -> Service:
    """Build a service from its settings; call it inside the event loop. Raise SettingsError when it has no ground."""
    check_languages(settings)
    make_folder(settings)
    database, metrics, turns, feed = open_database(settings.store), Metrics(), Wakeup(), Feed()
    simulator = _simulator(settings)
    wiring = wire(settings)
    wiring.add(simulator.name, SimulatorCarrier(simulator, feed), Pace(*SIMULATED), simulator.capabilities)
    proof: Proof = partial(keyed_hash, read_key(settings))
    premises = Premises(
        database, _room(settings, wiring, proof), partial(load_scripts, languages=settings.languages)
    )
    inbox = Inbox(database, turns.wake, metrics)
    senders = _senders(database, wiring, metrics)
    return Service(
        settings=settings,
        database=database,
        premises=premises,
        inbox=inbox,
        worker=Worker(database, premises.current, turns, _answered(feed, senders), metrics),
        senders=senders,
        recovery=Recovery(database, metrics),
        housekeeping=Housekeeping(database, premises.current),
        metrics=metrics,
        doors=_doors(wiring, inbox, Receipts(database, metrics), metrics),
        wiring=wiring,
        feed=feed,
        simulator=simulator,
        record=Record(database, simulator.name, _drawer(simulator)),
        personal=PersonalData(database, proof),
    )


def _simulator(settings: Settings) -> Simulator:
    return Simulator({"sms": Sms(settings.sms_folding), "telegram": Telegram(), "whatsapp": WhatsApp()})


def _senders(database: Database, wiring: Wiring, metrics: Metrics) -> list[Sender]:
    """Return one sender for each channel, so that a slow one holds up no other."""
    owner = f"{socket.gethostname()}:{os.getpid()}"
    return [
        Sender(channel, database, carrier, wiring.paces[channel], owner, Wakeup(), metrics)
        for channel, carrier in wiring.carriers.items()
    ]


def _doors(wiring: Wiring, inbox: Inbox, receipts: Receipts, metrics: Metrics) -> dict[str, Door]:
    return {
        path: Door(path.rpartition("/")[2], webhook, inbox, receipts, metrics, stored)
        for path, (webhook, stored) in wiring.webhooks.items()
    }


def _room(settings: Settings, wiring: Wiring, proof: Proof) -> Room:
    phrasebook = load_phrasebook(languages=settings.languages)
    url = settings.public_url or f"http://{settings.host}:{settings.port}"
    town = Town(settings.territory_name, url.rstrip("/"), settings.timezone, settings.languages, phrasebook)
    return Room(Library({}), phrasebook, town, wiring.capabilities, proof, settings.languages)


def _answered(feed: Feed, senders: Sequence[Sender]) -> Callable[[Sequence[str]], None]:
    """Return what is done after a batch: the senders are woken, the pages are told."""
    wakeups = {sender.channel: sender.wakeup for sender in senders}

    def tell(addresses: Sequence[str]) -> None:
        for address in addresses:
            channel, _, value = address.partition(":")
            if channel in wakeups:
                wakeups[channel].wake()
            if channel == Simulator.name:
                feed.publish(value, {}, "turn")

    return tell


def _drawer(simulator: Simulator) -> Callable[[OutboundMessage], list[Mapping[str, Any]]]:
    return lambda outbound: [call.to_json() for call in simulator.render(outbound)]
