"""How does a member of staff speak with a resident who wants a person, and give them back to the assistant?"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from bot.channels.message import Address, InboundMessage
from bot.conversation.posting import inbound_to_json, message_to_json
from bot.conversation.room import Room
from dialogues.attended import SILENCE, How
from dialogues.content import Message
from storage.appeals import Appeal
from storage.database import Database
from storage.inbox import Incoming
from storage.outbox import Outgoing
from storage.unit import Unit

#: appeals that one look hands back
BATCH = 100

#: characters of the longest answer: what an SMS carries, and a resident reads
LONGEST = 900

#: why staff cannot write: STOP holds, the address is shut, WhatsApp's day is over (norms §5), the text says nothing
Obstacle = Literal["", "stopped", "unreachable", "window", "empty", "long"]


def find_obstacle(unit: Unit, appeal: Appeal, now: datetime, *, template: bool) -> Obstacle:
    """Return why nothing can be written to who asked, "" when it can; `template`: WhatsApp has an approved one."""
    if appeal.stopped_at is not None:
        return "stopped"
    key = (appeal.channel, appeal.address)
    reach = unit.participants.reached([key]).get(key)
    if reach is None or reach.state != "reachable":
        return "unreachable"
    is_over = reach.window_until is None or reach.window_until <= now
    return "window" if appeal.channel == "whatsapp" and is_over and not template else ""


def compose(room: Room, appeal: Appeal, staff: str, text: str, now: datetime) -> Outgoing:
    """Return an answer by staff, in the resident's language; the first one says that a person answers.

    The row notes who wrote it; it is an answer, so that it leaves at any hour.
    """
    language = appeal.language or room.languages[0]
    said = text if appeal.spoke_at is not None else _introduced(room, language, text, now)
    content: dict[str, Any] = {**message_to_json(Message(said)), "by": staff}
    return Outgoing(appeal.participant_id, appeal.channel, appeal.address, content, now, language)


def _introduced(room: Room, language: str, text: str, now: datetime) -> str:
    authority = room.town.known(language, now)["authority"]
    return room.say("human.answer", language, authority=authority, text=text)


def announce(unit: Unit, appeal: Appeal, how: How, now: datetime) -> None:
    """Let the assistant say that it answers again: a message to itself, taken in its turn, once."""
    message = InboundMessage(
        Address(appeal.channel, appeal.address),
        f"handed_back:{appeal.id}:{appeal.version}",
        text=how,
        event="handed_back",
    )
    payload = inbound_to_json(message)
    unit.inbox.add([Incoming(appeal.channel, appeal.address, message.provider_id, payload, now)])


async def hand_back_overdue(database: Database, now: datetime) -> int:
    """Give back to the assistant whom staff left without a word for too long; tell those who wait for one."""
    return await database.transact(lambda unit: _hand_back(unit, now))


def _hand_back(unit: Unit, now: datetime) -> int:
    done = 0
    for appeal in unit.appeals.overdue(now - SILENCE, BATCH):
        if unit.appeals.hand_back(appeal.id, appeal.version, "silence", now):
            done += 1
            if appeal.unanswered and appeal.stopped_at is None:
                announce(unit, appeal, "silence", now)
    return done
