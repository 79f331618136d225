"""Who lives in the invented town, and what did they write lately? Played through the real turns, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

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

#: the pretend phones of the simulator
CHANNEL = "simulator"

#: between two messages of one resident
PAUSE = timedelta(seconds=40)

#: replies that are claimed at once
REPLIES = 100

#: most questions that one resident is asked
QUESTIONS = 12

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
        for turn, text in enumerate(_lines(unit, person)):
            _write(unit, room, person, f"demo-{rank}-{turn}", text, began + turn * PAUSE)
    _deliver(unit, now)


def _write(unit: Unit, room: Room, person: Mapping[str, Any], id: str, text: str, at: datetime) -> None:
    """Store one message as if it had come then, and take its turn."""
    address = Address(CHANNEL, person["phone"])
    message = InboundMessage(address, id, text, profile=Profile(person["name"], "fr"))
    unit.inbox.add([Incoming(CHANNEL, address.value, id, inbound_to_json(message), at)])
    handle_batch(unit, room, at, 1, [])


def _deliver(unit: Unit, now: datetime) -> None:
    """Have all replies sent then: there is no phone that could still get them."""
    claimed = unit.outbox.claim(REPLIES, now, "demo", CHANNEL)
    while claimed:
        unit.outbox.sent([Sent(sending.id, f"demo-{sending.id}") for sending in claimed], now)
        claimed = unit.outbox.claim(REPLIES, now, "demo", CHANNEL)


def _lines(unit: Unit, person: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a resident writes, one after the other: to each question the answer that the list holds."""
    if "says" in person:
        yield from person["says"]
        return
    yield OPENING
    for _ in range(QUESTIONS):
        step = _asked(unit, person["phone"])
        if step is None:
            return
        yield person.get(step) or ANSWERS.get(step) or PASS


def _asked(unit: Unit, phone: str) -> str | None:
    """Return the question that waits for this resident, None when there is none."""
    who = unit.participants.known([(CHANNEL, phone)])[CHANNEL, phone]
    active = unit.conversations.load([who])[who].active
    return active.step if active else None
