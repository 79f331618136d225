"""Which messages did not arrive, of one broadcast or of all, and for which causes?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from storage import models
from storage.models.base import table
from storage.statements.outbox import c, lost, outbox

_recipients = table(models.Recipient)
r = _recipients.c

#: Lost messages that are looked at, the newest first.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Loss:
    """How many messages were lost in the same way."""

    channel: str
    #: failed, dead or uncertain
    status: str
    #: the provider's own, or that of a rule here; "" for none
    code: str
    count: int


class Losses:
    """Messages that nobody will send unless staff say so."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def groups(self, broadcast: str = "") -> list[Loss]:
        """Return what was lost, by channel, status and code, the most frequent first; `broadcast` is an id."""
        found = self._lost(broadcast).subquery("lost")
        f = found.c
        parts = (f.channel, f.status, f.code)
        query = select(*parts, func.count().label("n")).group_by(*parts)
        rows = self._connection.execute(query.order_by(func.count().desc(), *parts))
        return [Loss(*row) for row in rows]

    def ids(self, broadcast: str = "", loss: Loss | None = None) -> Sequence[int]:
        """Return the lost messages of one broadcast, or of one way of being lost."""
        query = self._lost(broadcast)
        if loss is not None:
            same = (c.channel == loss.channel, c.status == loss.status)
            query = query.where(*same, func.coalesce(c.error_code, "") == loss.code)
        return [row.id for row in self._connection.execute(query)]

    def _lost(self, broadcast: str) -> Select[Any]:
        columns = (c.id, c.channel, c.status, func.coalesce(c.error_code, "").label("code"))
        query = select(*columns).where(lost()).order_by(c.id.desc()).limit(MOST)
        if not broadcast:
            return query
        # replies are lost too: told that they are not meant, PostgreSQL looks up the few recipients that are left
        mine = (c.recipient_id.is_not(None), r.broadcast_id == broadcast)
        return query.select_from(outbox.join(_recipients, r.id == c.recipient_id)).where(*mine)
