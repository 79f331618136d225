"""What follows when a person shuts the door, opens it again, edits a message, or moves?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.channels.message import InboundMessage
from dialogues.inputs import Circumstances, Command, Input, Reply, Start, Timeout
from storage.inbox import Pending
from storage.media import Arrived as Attached
from storage.participants import Reach
from storage.unit import Unit

#: how long free text may be sent after a person's message on WhatsApp (norms §5)
WINDOW = timedelta(hours=24)

#: happenings that the conversation is told of, as commands of the same name
TOLD = ("edited", "blocked", "unblocked", "flooded", "handed_back")

#: channels that send no receipts: nothing is sent again there, and looking for it costs
UNTOLD = frozenset(("telegram",))

Arrived = tuple[Pending, InboundMessage]


def as_input(message: InboundMessage, c: Circumstances) -> Input | None:
    """Return what the conversation is told, None when it is nothing to it."""
    if message.event == "message":
        return Reply(c, message.text, message.choice, message.point, message.attachments, message.contact)
    if message.event == "start":
        return Start(c, message.detail, {"initiated": True})
    if message.event == "timeout":
        return Timeout(c)
    return Command(c, message.event, message.text) if message.event in TOLD else None


def note(unit: Unit, arrived: Sequence[Arrived], now: datetime) -> None:
    """Record what the messages of a batch tell of their addresses; what did not arrive there can arrive now."""
    reached = [reach for p, m in arrived if (reach := _reach(p, m)) is not None]
    if reached:
        unit.participants.reach(reached)
    written = [(p.channel, p.address) for p, m in arrived if m.event == "message" and p.channel not in UNTOLD]
    if written:
        unit.outbox.hurry(written, now)


def collect(unit: Unit, arrived: Sequence[Arrived], now: datetime) -> None:
    """Let the photos and files of a batch wait to be fetched: it takes a provider's time, and no turn waits for that."""
    rows = [
        Attached(p.id, n, p.participant, p.channel, attachment.reference)
        for p, m in arrived
        for n, attachment in enumerate(m.attachments)
    ]
    if rows:
        unit.media.add(rows, now)


def move(unit: Unit, arrived: Sequence[Arrived], now: datetime) -> None:
    """Give addresses that moved their new name; last in a batch, since two participants may become one by it."""
    for pending, message in arrived:
        if message.event == "moved" and message.detail:
            unit.participants.move((pending.channel, pending.address), message.detail, now)


def _reach(pending: Pending, message: InboundMessage) -> Reach | None:
    """Return what is learnt of the address, None when it is nothing new.

    Who writes can be reached, whatever a provider said of the address: it opens again at START, a phone is back on, a
    number has another owner.
    """
    if message.event == "blocked":
        return Reach(pending.channel, pending.address, "blocked")
    if message.event == "unblocked":
        return Reach(pending.channel, pending.address, "reachable")
    if pending.channel == "whatsapp" and message.event == "message":
        return Reach(pending.channel, pending.address, "reachable", pending.received_at + WINDOW)
    if pending.state != "reachable" and message.event == "message":
        return Reach(pending.channel, pending.address, "reachable")
    return None
