"""Which statements find broadcasts, and end them, at each look of the leader?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, select, update

from storage import models
from storage.batch import prepared
from storage.broadcast import GOING
from storage.models.base import spelt, table
from storage.readiness import is_open

_broadcasts = table(models.Broadcast)
_recipients = table(models.Recipient)
c, r = _broadcasts.c, _recipients.c


@prepared
def named(_connection: Connection) -> Select[Any]:
    """Find one broadcast."""
    return select(_broadcasts).where(c.slug == bindparam("slug"))


@prepared
def held(connection: Connection) -> Select[Any]:
    """Find one broadcast that nobody else changes until the commit."""
    return named(connection).with_for_update()


@prepared
def due(_connection: Connection) -> Select[Any]:
    """Find those whose time has come, the oldest first."""
    return select(c.slug).where(c.state == "scheduled", c.due_at <= bindparam("now")).order_by(c.due_at, c.id)


@prepared
def going(_connection: Connection) -> Select[Any]:
    """Find those that are not over, and have recipients."""
    return select(c.slug).where(c.ended_at.is_(None), c.fired_at.is_not(None)).order_by(c.fired_at, c.id)


@prepared
def ending(_connection: Connection) -> Update:
    """End those that nobody waits for any more; a pilot whose people all have it asks, unless there is nobody else."""
    waits = select(r.id).where(r.broadcast_id == c.id, is_open())
    over = (c.state.in_(GOING), c.ended_at.is_(None), ~waits.correlate(_broadcasts).exists())
    return update(_broadcasts).where(*over).values(state="ended", ended_at=bindparam("now"))


@prepared
def states(_connection: Connection) -> Select[Any]:
    """Find the state of the broadcasts that some recipients still wait for."""
    theirs = (r.id.in_(bindparam("recipients", expanding=True)), r.state == spelt("waiting"))
    return select(r.id, c.state).join(_broadcasts, c.id == r.broadcast_id).where(*theirs)


@prepared
def dialogues(_connection: Connection) -> Select[Any]:
    """Find the dialogues that a broadcast ever opened."""
    return select(c.dialogue).where(c.dialogue.is_not(None)).distinct().order_by(c.dialogue)
