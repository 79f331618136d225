"""Can a recipient be asked something now? Conditions on a row of recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, func, select

from storage import models
from storage.broadcast import Reachable
from storage.initiated import KEY, left, when
from storage.models.base import Moment, spelt, table
from storage.segments.compiling import ONE

_recipients = table(models.Recipient)
_outbox = table(models.Outbound)
_sessions = table(models.Session)
r = _recipients.c


@dataclass(frozen=True, slots=True)
class Ready:
    """What decides, beside the recipient's own state, whether they can be asked something now."""

    channel: str
    #: dialogues that give way to anything
    yielding: Sequence[str]
    #: what was touched after these keeps others out: a question that waits, and a menu
    patient: datetime
    idle: datetime
    reachable: Reachable

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of `is_ready`."""
        one = self.reachable
        return {
            "channel": self.channel, "yielding": list(self.yielding), "patient": self.patient, "idle": self.idle,
            "day": one.day, "week": one.week, "since": min(one.day, one.week),
            "per_day": one.per_day, "per_week": one.per_week,
        }  # fmt: skip


def is_open() -> ColumnElement[bool]:
    """Return whether something is still to be done about a recipient, spelt as the index of those few is.

    PostgreSQL would find that index from `state = 'waiting'` alone; SQLite reads all there ever were.
    """
    return r.state.in_([spelt("planned"), spelt("waiting")])


def is_in(state: str) -> ColumnElement[bool]:
    """Return whether a recipient is planned, or waits, spelt out for the index of the few that do."""
    return and_(is_open(), r.state == spelt(state))


def is_ready() -> ColumnElement[bool]:
    """Return whether a recipient of a channel can be asked something now; `Ready` holds its parameters."""
    return and_(r.channel == bindparam("channel"), _is_alone(), _is_free(), _is_under())


def _is_free() -> ColumnElement[bool]:
    """Return whether a recipient has no question open that deserves an answer first (norms §2).

    Dialogues of `yielding` (the menu) wait since `idle`, the others since `patient`.
    """
    s = _sessions.c
    yields = s.dialogue.in_(bindparam("yielding", expanding=True))
    since = case((yields, bindparam("idle", type_=Moment())), else_=bindparam("patient", type_=Moment()))
    busy = (s.participant_id == r.participant_id, s.position == 0, s.state == "open", s.touched_at > since)
    return ~select(ONE).where(*busy).correlate(_recipients).exists()


def _is_alone() -> ColumnElement[bool]:
    """Return whether nothing else is on its way to a recipient."""
    other = _recipients.alias("other")
    waits = (other.c.participant_id == r.participant_id, other.c.state == spelt("waiting"))
    return ~select(ONE).select_from(other).where(*waits).correlate(_recipients).exists()


def _is_under() -> ColumnElement[bool]:
    """Return whether a recipient had fewer messages than may be, today and this week (norms §2)."""
    had = func.count(KEY.distinct())
    day, week = bindparam("day", type_=Moment()), bindparam("week", type_=Moment())
    few = and_(
        had.filter(when() >= day) < bindparam("per_day", type_=Integer()),
        had.filter(when() >= week) < bindparam("per_week", type_=Integer()),
    )
    since = bindparam("since", type_=Moment())
    mine = (_outbox.c.participant_id == r.participant_id, left(), when() >= since)
    return select(few).where(*mine).correlate(_recipients).scalar_subquery()
