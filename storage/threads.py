"""What was said with one participant, on all their channels, the latest first?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select

from dialogues.inputs import Json
from storage import models
from storage.models.base import table
from storage.statements.inbox import inbound
from storage.statements.outbox import outbox

_addresses = table(models.Address)
i, o, a = inbound.c, outbox.c, _addresses.c


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a thread; its content is {} once its time was over (norms §1)."""

    way: Literal["in", "out"]
    id: int
    at: datetime
    channel: str
    address: str
    #: payload of what came, content of what went
    content: Json
    #: pending, handled, parked; waiting, sending, sent, delivered, failed, uncertain, dead
    status: str
    #: why it did not arrive
    error_code: str | None = None
    language: str = ""


class Threads:
    """Conversations as staff read them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self, participant: str, limit: int, before: datetime | None = None) -> list[Line]:
        """Return the last messages of a participant before a time, the oldest of them first."""
        found = [*self._came(participant, limit, before), *self._went(participant, limit, before)]
        return sorted(found, key=lambda line: (line.at, line.way, line.id))[-limit:]

    def _came(self, participant: str, limit: int, before: datetime | None) -> Sequence[Line]:
        query = select(i.id, i.received_at, i.channel, i.address, i.payload, i.status)
        query = query.join(_addresses, (a.channel == i.channel) & (a.value == i.address))
        query = query.where(a.participant_id == participant)
        query = query.where(i.received_at < before) if before is not None else query
        rows = self._connection.execute(query.order_by(i.id.desc()).limit(limit))
        return [Line("in", *row) for row in rows]

    def _went(self, participant: str, limit: int, before: datetime | None) -> Sequence[Line]:
        query = select(
            o.id, o.created_at, o.channel, o.address, o.content, o.status, o.error_code, o.language
        ).where(o.participant_id == participant)
        query = query.where(o.created_at < before) if before is not None else query
        rows = self._connection.execute(query.order_by(o.id.desc()).limit(limit))
        return [Line("out", *row) for row in rows]
