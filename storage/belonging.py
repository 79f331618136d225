"""Whose are recipients, when a person is erased, or two become one?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, case, delete, literal, select, update

from storage import models
from storage.inbound import START, TIMEOUT
from storage.models.base import table

_recipients = table(models.Recipient)
_inbound = table(models.Inbound)
_sessions = table(models.Session)
r = _recipients.c


def forget(connection: Connection, participant: str, now: datetime) -> None:
    """Keep that a broadcast had a recipient, not who (norms §1); what was about to be asked is not."""
    _forget_starts(connection, participant)
    open_ones = r.state.in_(("planned", "waiting"))
    values = {
        "participant_id": "",
        "address": "",
        "state": case((open_ones, "excluded"), else_=r.state),
        "cause": case((open_ones, "erased"), else_=r.cause),
        "changed_at": now,
    }
    connection.execute(update(_recipients).where(r.participant_id == participant).values(values))


def _forget_starts(connection: Connection, participant: str) -> None:
    """Delete what waits in the inbox that nobody wrote: taken later, it would make them somebody new."""
    i, s = _inbound.c, _sessions.c
    starts = select(literal(f"{START}:") + r.broadcast_id + literal(":") + r.participant_id)
    timeouts = select(literal(f"{TIMEOUT}:") + s.id).where(s.participant_id == participant)
    for own in (starts.where(r.participant_id == participant), timeouts):
        waiting = (i.status == "pending", i.provider_id.in_(own.scalar_subquery()))
        connection.execute(delete(_inbound).where(*waiting))


def move(connection: Connection, kept: str, gone: str) -> None:
    """Give the recipients of one person to another; where both had the same broadcast, one becomes nobody's."""
    theirs = select(r.broadcast_id).where(r.participant_id == kept)
    mine = r.participant_id == gone
    both = update(_recipients).where(mine, r.broadcast_id.in_(theirs.scalar_subquery()))
    open_ones = r.state.in_(("planned", "waiting"))
    values = {
        "participant_id": "",
        "state": case((open_ones, "excluded"), else_=r.state),
        "cause": case((open_ones, "merged"), else_=r.cause),
    }
    connection.execute(both.values(values))
    connection.execute(update(_recipients).where(mine).values(participant_id=kept))
