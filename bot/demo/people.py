"""Who lives in the invented town, and what did they write lately? Played through the real turns, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uuid_utils

from bot.channels.message import Address, InboundMessage, Profile
from bot.conversation.posting import inbound_to_json
from bot.conversation.room import Room
from bot.conversation.turn import handle_batch
from bot.shipped import read_shipped
from storage.database import Database
from storage.inbox import Incoming
from storage.outbox import Sent
from storage.unit import Unit

FILE = Path(__file__).parent / "people.yml"

#: numbers that belong to nobody (Arcep: 06 39 98 and four digits are kept for fiction), and the first Telegram number
FICTION, TELEGRAM = "+3363998{:04d}", 1_000_000

#: channels that they write over
CHANNELS = ("sms", "telegram", "whatsapp")

#: between two messages of one resident
PAUSE = timedelta(seconds=40)

#: replies that are claimed at once
REPLIES = 100

#: most questions that one resident is asked
QUESTIONS = 12

#: the word that asks for the town's news
NEWS = "ACTUS"

#: the first words, what is answered to questions that the list says nothing of, and to all others
OPENING, ANSWERS, PASS = "J'ai une idée", {"recap": "ok"}, "Passer"

#: hours between the first words of two residents of the list, so that they do not all write at noon
SPREAD = 5


async def settle_people(database: Database, room: Room) -> None:
    """Let the invented residents write, unless somebody has written here already."""
    now = datetime.now(UTC)
    await database.transact(lambda unit: _settle(unit, room, now))


def _settle(unit: Unit, room: Room, now: datetime) -> None:
    if unit.ideas.recent(1, after=0):
        return
    content = read_shipped(FILE)
    for rank, person in enumerate([*content["ideas"], *content["others"]]):
        began = now - timedelta(days=person["days"], hours=rank * SPREAD % 12)
        address = address_of(person["phone"], rank)
        profile = Profile(person["name"], "fr")
        for turn, text in enumerate(_lines(unit, person, address)):
            at = began + turn * PAUSE
            past = at_the_time(unit, at)
            store(past, InboundMessage(address, f"demo-{rank}-{turn}", text, profile=profile), at)
            handle_batch(past, room, at, 1, [])
    deliver(unit, now)


def address_of(phone: str, rank: int) -> Address:
    """Return the address of an invented resident: over the channel that their phone's name begins with."""
    channel = phone.partition("-")[0]
    value = str(TELEGRAM + rank) if channel == "telegram" else FICTION.format(rank)
    return Address(channel, value)


def at_the_time(unit: Unit, at: datetime) -> Unit:
    """Return the same transaction with ids of that time: they tell when somebody came."""
    moment = int(at.timestamp()) * 10**9
    return Unit(unit.connection, lambda: uuid_utils.uuid7(nanoseconds=moment).hex)


def store(unit: Unit, message: InboundMessage, at: datetime) -> None:
    """Store one message as if it had come then."""
    channel, value = message.address.channel, message.address.value
    unit.inbox.add([Incoming(channel, value, message.provider_id, inbound_to_json(message), at)])


def deliver(unit: Unit, now: datetime) -> None:
    """Have all replies sent then: there is no phone that could still get them."""
    for channel in CHANNELS:
        claimed = unit.outbox.claim(REPLIES, now, "demo", channel)
        while claimed:
            unit.outbox.sent([Sent(sending.id, f"demo-{sending.id}") for sending in claimed], now)
            claimed = unit.outbox.claim(REPLIES, now, "demo", channel)


def _lines(unit: Unit, person: Mapping[str, Any], address: Address) -> Iterator[str]:
    """Yield what a resident writes, one after the other: to each question the answer that the list holds."""
    if "says" in person:
        yield from person["says"]
        return
    yield OPENING
    for _ in range(QUESTIONS):
        step = asked(unit, [address])[0]
        if step is None:
            break
        yield person.get(step) or ANSWERS.get(step) or PASS
    if "news" in person:
        yield from (NEWS, person["news"])


def asked(unit: Unit, addresses: Sequence[Address]) -> list[str | None]:
    """Return the question that waits for each resident, None where there is none."""
    places = [(one.channel, one.value) for one in addresses]
    known = unit.participants.known(places)
    talks = unit.conversations.load([known[place] for place in places])
    active = [talks[known[place]].active for place in places]
    return [one.step if one else None for one in active]
