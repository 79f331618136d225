"""What was said with one address, and what was stored of it? For the simulator page, and whoever looks later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.message import Address, OutboundMessage
from bot.conversation.posting import message_from_json
from storage.database import Database
from storage.outbox import Stored as StoredMessage
from storage.unit import Unit

#: Draws a message as its channel shows it
Draw = Callable[[OutboundMessage], Sequence[Mapping[str, Any]]]

Row = dict[str, Any]

#: statuses of messages that no phone shows: those that have not left, and those that never will
NOT_RECEIVED = frozenset({"waiting", "failed", "dead"})

#: tables of the page, with the columns it shows, in order
SHOWN: Mapping[str, tuple[str, ...]] = {
    "ideas": ("reference", "state", "theme", "created_at", "versions"),
    "answers": ("dialogue", "step", "type", "value", "text", "how", "at", "replaced_at"),
    "sessions": ("dialogue", "step", "state", "version", "touched_at"),
    "consents": ("purpose", "given", "at", "channel", "wording", "how"),
    "participants": ("first_name", "language", "introduced_at", "stopped_at", "created_at", "last_seen_at"),
    "addresses": ("channel", "value", "state", "created_at"),
    "inbound": ("received_at", "status", "payload"),
    "outbox": ("created_at", "status", "content", "sent_at"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """Reads what one channel's addresses said and heard."""

    database: Database
    channel: str
    draw: Draw

    async def history(self, address: str) -> list[Row]:
        """Return the conversation of an address, oldest first, as its phone shows it: what has left, when it left."""
        return await self.database.read(lambda unit: self._history(unit, address))

    async def stored(self, address: str) -> dict[str, list[Row]]:
        """Return what is stored about the participant of an address, table by table."""
        return await self.database.read(lambda unit: self._stored(unit, address))

    def _participant(self, unit: Unit, address: str) -> str | None:
        key = (self.channel, address)
        return unit.participants.known([key]).get(key)

    def _history(self, unit: Unit, address: str) -> list[Row]:
        participant = self._participant(unit, address)
        if participant is None:
            return []
        received = unit.inbox.of_address(self.channel, address)
        sent = [
            m
            for m in unit.outbox.of_participant(participant)
            if m.address == address and m.status not in NOT_RECEIVED
        ]
        rows = [(m.received_at, 0, _heard(m.provider_id, m.payload, m.received_at)) for m in received]
        rows += [(_left_at(m), 1, self._said(m)) for m in sent]
        return [row for _, _, row in sorted(rows, key=lambda item: item[:2])]

    def _said(self, message: StoredMessage) -> Row:
        address = Address(message.channel, message.address)
        outbound = OutboundMessage(message.id, address, message_from_json(message.content), message.language)
        drawn = self.draw(outbound)
        bubbles = [bubble for call in drawn for bubble in call["bubbles"]]
        at = _left_at(message).isoformat()
        return {"id": str(message.id), "at": at, "from": "town", "bubbles": bubbles}

    def _stored(self, unit: Unit, address: str) -> dict[str, list[Row]]:
        participant = self._participant(unit, address)
        if participant is None:
            return {}
        held = unit.participants.export(participant)
        return {table: [_shown(table, row, held) for row in held.get(table, ())] for table in SHOWN}


def _left_at(message: StoredMessage) -> datetime:
    return message.sent_at or message.created_at


def _heard(provider_id: str, payload: Mapping[str, Any], at: datetime) -> Row:
    return {**payload, "id": provider_id, "at": at.isoformat(), "from": "resident"}


def _shown(table: str, row: Mapping[str, Any], held: Mapping[str, Sequence[Mapping[str, Any]]]) -> Row:
    """Return the columns of a row that the page shows, as JSON values."""
    extra: Row = {}
    if table == "sessions":
        extra["step"] = (row["data"] or {}).get("step")
    if table == "ideas":
        versions = [v for v in held.get("idea_versions", ()) if v["idea_id"] == row["id"]]
        extra["versions"] = [_plain({k: v for k, v in each.items() if k != "idea_id"}) for each in versions]
    if table == "outbox":
        extra["content"] = row["content"].get("text", "")
    if table == "inbound":
        extra["payload"] = {k: v for k, v in row["payload"].items() if v not in (None, "", [])}
    return _plain({name: extra.get(name, row.get(name)) for name in SHOWN[table]})


def _plain(row: Mapping[str, Any]) -> Row:
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in row.items()}
