"""How are the parts of a service put together?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.bootstrap.channels import Wiring, wire
from bot.bootstrap.counts import staff_ticks
from bot.bootstrap.desks import build_desk
from bot.bootstrap.feeds import SharedFeed
from bot.bootstrap.ground import check_languages, make_folder
from bot.bootstrap.paces import share_pace
from bot.bootstrap.service import FILES, Service
from bot.bootstrap.ticks import due_ticks
from bot.bootstrap.ties import Ties, tie
from bot.bootstrap.topics import OUT, TURNS
from bot.bootstrap.understanding import open_ear
from bot.channels.message import OutboundMessage
from bot.channels.simulator.carrier import SimulatorCarrier
from bot.channels.simulator.feed import Feed
from bot.channels.simulator.files import SimulatorFiles
from bot.channels.simulator.render import Simulator
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.render import WhatsApp
from bot.conversation.door import Door
from bot.conversation.flood import Flood
from bot.conversation.housekeeping import Housekeeping
from bot.conversation.inbox import Inbox
from bot.conversation.personal import PersonalData
from bot.conversation.premises import Premises
from bot.conversation.receipts import Receipts
from bot.conversation.recent import Recent
from bot.conversation.record import Record
from bot.conversation.room import Proof, Room
from bot.conversation.themes import ThemeLessons
from bot.conversation.town import Town
from bot.conversation.worker import Worker
from bot.keys import keyed_hash, read_key
from bot.media.collector import Collector
from bot.media.folder import Folder
from bot.metrics import Metrics
from bot.now import Now, utc_now
from bot.outage import Outage
from bot.outbox.pace import Pace
from bot.outbox.recovery import Recovery
from bot.outbox.sender import Sender
from bot.participation.corpus import Corpus
from bot.readiness import Readiness
from bot.scheduler.desk import Desk
from bot.scheduler.leader import Leader
from bot.scheduler.tick import Tick
from bot.settings import Settings
from bot.switchboard import Switchboard
from bot.watched import Watched
from dialogues.definition import Library
from dialogues.loader import load_phrasebook, load_scripts
from dialogues.reading.lexicon import load_lexicons
from storage.database import Database, open_database

#: messages a second that a pretend phone takes: all it needs
SIMULATED = (200.0, 50.0)


def build(settings: Settings, now: Now = utc_now, wire: Callable[[Settings], Wiring] = wire) -> Service:
    """Build a service by this clock, on these channels; call it inside the event loop. Raise SettingsError without ground."""
    check_languages(settings)
    make_folder(settings)
    outage, metrics, ties = Outage("store"), Metrics(), tie(settings)
    database, board = Watched(open_database(settings.store), outage), ties.switchboard
    feed, simulator = SharedFeed(board), _simulator(settings)
    wiring = _wired(settings, wire(settings), simulator, feed)
    collector = Collector(database, wiring.fetchers, Folder(settings.data / "media"), metrics)
    proof: Proof = partial(keyed_hash, read_key(settings))
    premises = _premises(settings, database, wiring, proof, metrics)
    inbox = _inbox(settings, database, board, metrics, now)
    recovery = Recovery(database, metrics, ties.presence, now=now)
    housekeeping, desk = Housekeeping(database, premises.current), build_desk(settings, wiring, premises)
    senders = _senders(database, wiring, metrics, ties, proof, desk, now)
    own = due_ticks(database, recovery, housekeeping, collector, desk, now)
    return Service(
        settings=settings,
        database=database,
        premises=premises,
        inbox=inbox,
        worker=Worker(database, premises.current, board.wakeup(TURNS), _answered(feed, board), metrics, now),
        senders=senders,
        presence=ties.presence,
        recovery=recovery,
        collector=collector,
        housekeeping=housekeeping,
        lessons=ThemeLessons(database, premises.current),
        desk=desk,
        leader=_leader(ties, [*own, *staff_ticks(database, desk, settings, now)], wiring, inbox),
        switchboard=board,
        readiness=Readiness(database, outage),
        metrics=metrics,
        doors=_doors(wiring, inbox, _receipts(database, metrics, now, senders), metrics),
        wiring=wiring,
        feed=feed,
        simulator=simulator,
        record=Record(database, simulator.name, _drawer(simulator)),
        personal=PersonalData(database, proof),
    )


def _leader(ties: Ties, ticks: Sequence[Tick], wiring: Wiring, inbox: Inbox) -> Leader:
    """Return who fires what is due; Telegram answers one process only: the leader asks it."""
    return Leader(ties.seat, ticks, [partial(poll, inbox.receive) for poll in wiring.pollers])


def _simulator(settings: Settings) -> Simulator:
    return Simulator({"sms": Sms(settings.sms_folding), "telegram": Telegram(), "whatsapp": WhatsApp()})


def _wired(settings: Settings, wiring: Wiring, simulator: Simulator, feed: Feed) -> Wiring:
    """Return the channels that are set up, and the simulator's."""
    wiring.add(simulator.name, SimulatorCarrier(simulator, feed), Pace(*SIMULATED), simulator.capabilities)
    wiring.fetchers[simulator.name] = SimulatorFiles(settings.data / FILES)
    return wiring


def _inbox(settings: Settings, database: Database, board: Switchboard, metrics: Metrics, now: Now) -> Inbox:
    flood = Flood(settings.messages_per_minute, list(load_lexicons().values()))
    return Inbox(database, partial(board.wake, TURNS), metrics, flood, now)


def _senders(
    database: Database, wiring: Wiring, metrics: Metrics, ties: Ties, proof: Proof, desk: Desk, now: Now
) -> list[Sender]:
    """Return one sender for each channel, so that a slow one holds up no other."""
    return [
        Sender(
            channel,
            database,
            carrier,
            share_pace(ties, channel, wiring.paces[channel], proof),
            ties.presence,
            ties.switchboard.wakeup(OUT + channel),
            metrics,
            desk.manners,
            now,
        )
        for channel, carrier in wiring.carriers.items()
    ]


def _doors(wiring: Wiring, inbox: Inbox, receipts: Receipts, metrics: Metrics) -> dict[str, Door]:
    return {
        path: Door(path.rpartition("/")[2], webhook, inbox, receipts, metrics, stored)
        for path, (webhook, stored) in wiring.webhooks.items()
    }


def _receipts(database: Database, metrics: Metrics, now: Now, senders: Sequence[Sender]) -> Receipts:
    return Receipts(database, metrics, now, {sender.channel: sender.stop for sender in senders})


def _premises(
    settings: Settings, database: Database, wiring: Wiring, proof: Proof, metrics: Metrics
) -> Premises:
    load = partial(load_scripts, languages=settings.languages)
    room = _room(settings, wiring, proof)
    room = replace(room, ear=open_ear(settings, metrics), keeps_misunderstood=settings.keep_misunderstood)
    room = replace(room, moderates_first=settings.moderation == "before")
    return Premises(database, room, load)


def _room(settings: Settings, wiring: Wiring, proof: Proof) -> Room:
    phrasebook = load_phrasebook(languages=settings.languages)
    url = settings.public_url or f"http://{settings.host}:{settings.port}"
    town = Town(settings.territory_name, url.rstrip("/"), settings.timezone, settings.languages, phrasebook)
    town = replace(town, problem_contact=settings.problem_contact)
    recent = Recent(Corpus(settings.languages[0]))
    return Room(Library({}), phrasebook, town, wiring.capabilities, proof, settings.languages, recent)


def _answered(feed: Feed, board: Switchboard) -> Callable[[Sequence[str]], None]:
    """Return what is done after a batch: the senders are woken, the pages are told."""

    def tell(addresses: Sequence[str]) -> None:
        for channel in {address.partition(":")[0] for address in addresses}:
            board.wake(OUT + channel)
        for address in addresses:
            if address.startswith(f"{Simulator.name}:"):
                feed.publish(address.partition(":")[2], {}, "turn")

    return tell


def _drawer(simulator: Simulator) -> Callable[[OutboundMessage], list[Mapping[str, Any]]]:
    return lambda outbound: [call.to_json() for call in simulator.render(outbound)]
