"""How is somebody told of what became of theirs? Where they wrote from last, once, and what became of the message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from storage import models
from storage.models.base import table
from storage.outbound import Outgoing

_people = table(models.Participant)
_addresses = table(models.Address)
_inbound = table(models.Inbound)
_outbox = table(models.Outbound)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a person is told something."""

    channel: str
    address: str
    language: str
    #: since when STOP holds: nothing is sent (norms §3)
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a message."""

    status: str
    channel: str
    due_at: datetime
    sent_at: datetime | None


class Notices:
    """Messages that tell a person what staff decided."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def home(self, participant: str | None) -> Home | None:
        """Return the reachable address that a person wrote from last; None when there is none, or nobody."""
        if participant is None:
            return None
        a, i, p = _addresses.c, _inbound.c, _people.c
        mine = (i.channel == a.channel, i.address == a.value)
        last = select(func.max(i.id)).where(*mine).correlate(_addresses).scalar_subquery()
        query = select(a.channel, a.value, func.coalesce(p.language, "fr"), p.stopped_at).join(
            _people, p.id == a.participant_id
        )
        query = query.where(a.participant_id == participant, a.state == "reachable")
        row = self._connection.execute(query.order_by(func.coalesce(last, 0).desc(), a.id)).first()
        return Home(*row) if row else None

    def post(self, message: Outgoing, now: datetime) -> int:
        """Store a message; return its id."""
        names = (
            "inbound_id",
            "n",
            "participant_id",
            "channel",
            "address",
            "content",
            "language",
            "priority",
            "due_at",
        )
        values = {name: getattr(message, name) for name in names}
        given = {"status": "waiting", "attempt": 0, "skip": 0, "created_at": now}
        statement = insert(_outbox).values(values | given).returning(_outbox.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def drop(self, message: int) -> bool:
        """Take a message back that has not left yet; False when it has, or may have."""
        c = _outbox.c
        waits = (c.id == message, c.status == "waiting", c.attempt == 0)
        return self._connection.execute(delete(_outbox).where(*waits)).rowcount == 1

    def fates(self, messages: Sequence[int]) -> dict[int, Fate]:
        """Return what became of messages, by id."""
        c = _outbox.c
        query = select(c.id, c.status, c.channel, c.due_at, c.sent_at).where(c.id.in_(list(messages)))
        return {row[0]: Fate(*row[1:]) for row in self._connection.execute(query)}
