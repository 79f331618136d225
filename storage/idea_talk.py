"""What was said with the author of an idea around the time when they handed it in?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, select

from dialogues.inputs import Json
from storage import models
from storage.models.base import table

_addresses = table(models.Address)
_inbound = table(models.Inbound)
_outbox = table(models.Outbound)

#: how long before the idea was handed in, and after, what was said is taken to be about it
BEFORE, AFTER = timedelta(hours=2), timedelta(minutes=30)

#: messages shown, of each side
MOST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One message; its content is empty once it is older than texts are kept (norms §1)."""

    at: datetime
    channel: str
    #: written by the resident
    theirs: bool
    content: Json


class IdeaTalk:
    """What an author and the assistant said, as it is still kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def around(self, participant: str, at: datetime) -> list[Line]:
        """Return what was said around a time, oldest first."""
        since, until = at - BEFORE, at + AFTER
        heard = [Line(row[0], row[1], True, row[2]) for row in self._heard(participant, since, until)]
        said = [Line(row[0], row[1], False, row[2]) for row in self._said(participant, since, until)]
        return sorted(heard + said, key=lambda line: (line.at, not line.theirs))

    def _heard(self, participant: str, since: datetime, until: datetime) -> list[Any]:
        a, i = _addresses.c, _inbound.c
        mine = and_(i.channel == a.channel, i.address == a.value)
        query = select(i.received_at, i.channel, i.payload).join(_addresses, mine)
        query = query.where(a.participant_id == participant, i.received_at >= since, i.received_at <= until)
        return list(self._connection.execute(query.order_by(i.id.desc()).limit(MOST)))

    def _said(self, participant: str, since: datetime, until: datetime) -> list[Any]:
        o = _outbox.c
        query = select(o.created_at, o.channel, o.content)
        query = query.where(o.participant_id == participant, o.created_at >= since, o.created_at <= until)
        return list(self._connection.execute(query.order_by(o.id.desc()).limit(MOST)))
