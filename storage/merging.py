"""How do two participants become one, when a person shows that both addresses are theirs?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from dialogues.session import from_json, to_json
from storage import models
from storage.appeals import join_appeals
from storage.belonging import move
from storage.models.base import table
from storage.responses import keep_one
from storage.segments.store import join_groups

#: How long a merge waits for rows that others hold, in milliseconds: less than PostgreSQL's deadlock_timeout
#: (1 s), so that whoever waits for a merge in turn is never the one who is told of a deadlock.
WAIT = 200

_people = table(models.Participant)
_sessions = table(models.Session)

#: What names its participant and moves as it is; the ledger keeps its history, downloads and links their codes.
_MOVED = tuple(
    table(model)
    for model in (
        models.Address,
        models.Consent,
        models.Answer,
        models.Idea,
        models.Outbound,
        models.Download,
        models.Link,
        models.Medium,
        models.Response,
    )
)

#: What is known of only one of them is known of both.
_KNOWN = ("reference", "language", "first_name", "district")
_EARLIEST = ("introduced_at", "stopped_at", "created_at")


def merge(connection: Connection, kept: str, gone: str, now: datetime, *, leads: bool = False) -> bool:
    """Make `gone` part of `kept`; return whether both were there. Call it last: after the batch is written.

    STOP of either holds for both. Where `gone` leads, it is their question that goes on waiting, else that of `kept`.
    Raise Unavailable when somebody else holds one of them: try again later.
    """
    people = _hold(connection, {kept, gone})
    if len(people) < 2:
        return False
    for rows in _MOVED:
        connection.execute(update(rows).where(rows.c.participant_id == gone).values(participant_id=kept))
    keep_one(connection, kept)
    move(connection, kept, gone)
    join_groups(connection, kept, gone)
    join_appeals(connection, kept, gone, now)
    _line_up(connection, *((gone, kept) if leads else (kept, gone)))
    connection.execute(
        update(_sessions).where(_sessions.c.participant_id == gone).values(participant_id=kept)
    )
    connection.execute(delete(_people).where(_people.c.id == gone))
    values = _joined(people[kept], people[gone]) | {"last_seen_at": now}
    connection.execute(update(_people).where(_people.c.id == kept).values(values))
    return True


def _hold(connection: Connection, ids: Iterable[str]) -> dict[str, Row[Any]]:
    """Lock participants in the order of their ids; no turn, no erasure and no other merge touches them meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {WAIT}")
    query = select(_people).where(_people.c.id.in_(sorted(ids))).order_by(_people.c.id).with_for_update()
    return {row.id: row for row in connection.execute(query)}


def _line_up(connection: Connection, first: str, then: str) -> None:
    """Leave the open sessions of `then` aside, and give them places after those of `first`."""
    s = _sessions.c
    last = select(func.coalesce(func.max(s.position), -1)).where(
        s.participant_id == first, s.position.is_not(None)
    )
    place = connection.execute(last).scalar_one() + 1
    theirs = select(s.id, s.data).where(s.participant_id == then, s.position.is_not(None))
    found = connection.execute(theirs.order_by(s.position)).all()
    for position, row in enumerate(found, place):
        paused = to_json(replace(from_json(row.data), state="paused"))
        values = {"state": "paused", "data": paused, "position": position}
        connection.execute(update(_sessions).where(s.id == row.id).values(values))


def _joined(kept: Row[Any], gone: Row[Any]) -> dict[str, Any]:
    known = {name: getattr(kept, name) or getattr(gone, name) for name in _KNOWN}
    times = {name: _earliest(getattr(kept, name), getattr(gone, name)) for name in _EARLIEST}
    return known | times


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(filter(None, (one, other)), default=None)
