"""How are the parts of a service put together?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.bootstrap.channels import Wiring, wire
from bot.bootstrap.feeds import SharedFeed
from bot.bootstrap.ground import check_languages, make_folder
from bot.bootstrap.paces import share_pace
from bot.bootstrap.service import FILES, Service
from bot.bootstrap.ties import Ties, tie
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
from bot.outage import Outage
from bot.outbox.pace import Pace
from bot.outbox.recovery import EVERY, Recovery
from bot.outbox.sender import Sender
from bot.participation.corpus import Corpus
from bot.scheduler.leader import Leader
from bot.scheduler.tick import Tick
from bot.settings import Settings
from bot.switchboard import Switchboard
from bot.watched import Watched
from dialogues.definition import Library
from dialogues.loader import load_phrasebook, load_scripts
from dialogues.reading.lexicon import load_lexicons
from storage.database import Database, open_database

#: topics of wake-ups: messages to take the turns of, and, by channel, messages to send
TURNS, OUT = "turns", "out."

#: seconds between two looks whether it is time to tidy
TIDY = 600.0

#: seconds between two looks for files whose time is over
MEDIA = 6 * 3600.0

#: messages a second that a pretend phone takes: all it needs
SIMULATED = (200.0, 50.0)


def build(settings: Settings) -> Service:
    """Build a service from its settings; call it inside the event loop. Raise SettingsError when it has no ground."""
    check_languages(settings)
    make_folder(settings)
    outage, metrics, ties = Outage("store"), Metrics(), tie(settings)
    database, board = Watched(open_database(settings.store), outage), ties.switchboard
    feed = SharedFeed(board)
    simulator = _simulator(settings)
    wiring = wire(settings)
    wiring.add(simulator.name, SimulatorCarrier(simulator, feed), Pace(*SIMULATED), simulator.capabilities)
    wiring.fetchers[simulator.name] = SimulatorFiles(settings.data / FILES)
    collector = Collector(database, wiring.fetchers, Folder(settings.data / "media"), metrics)
    proof: Proof = partial(keyed_hash, read_key(settings))
    premises = Premises(
        database, _room(settings, wiring, proof), partial(load_scripts, languages=settings.languages)
    )
    inbox = _inbox(settings, database, board, metrics)
    presence = ties.presence
    recovery, housekeeping = Recovery(database, metrics, presence), Housekeeping(database, premises.current)
    return Service(
        settings=settings,
        database=database,
        premises=premises,
        inbox=inbox,
        worker=Worker(database, premises.current, board.wakeup(TURNS), _answered(feed, board), metrics),
        senders=_senders(database, wiring, metrics, ties, proof),
        presence=presence,
        recovery=recovery,
        collector=collector,
        housekeeping=housekeeping,
        lessons=ThemeLessons(database, premises.current),
        leader=_leader(ties, wiring, inbox, recovery, housekeeping, collector),
        switchboard=board,
        outage=outage,
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


def _inbox(settings: Settings, database: Database, board: Switchboard, metrics: Metrics) -> Inbox:
    flood = Flood(settings.messages_per_minute, list(load_lexicons().values()))
    return Inbox(database, partial(board.wake, TURNS), metrics, flood)


def _leader(
    ties: Ties,
    wiring: Wiring,
    inbox: Inbox,
    recovery: Recovery,
    housekeeping: Housekeeping,
    collector: Collector,
) -> Leader:
    """Return what one process at a time does: ticks, and asking Telegram, which answers one only."""
    ticks = [
        Tick("recovery", EVERY, recovery.look, at_once=True),
        Tick("housekeeping", TIDY, lambda: housekeeping.do_round(datetime.now(UTC))),
        Tick("media", MEDIA, lambda: collector.tidy(datetime.now(UTC))),
    ]
    return Leader(ties.seat, ticks, [partial(poll, inbox.receive) for poll in wiring.pollers])


def _senders(database: Database, wiring: Wiring, metrics: Metrics, ties: Ties, proof: Proof) -> list[Sender]:
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
        )
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
