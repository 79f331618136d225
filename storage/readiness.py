"""Can a recipient be asked something now? Conditions on a row of recipients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, literal, literal_column, select

from storage import models
from storage.broadcast import Reachable
from storage.initiated import KEY, left, when
from storage.models.base import Moment, table
from storage.segments.compiling import ONE

_recipients = table(models.Recipient)
_outbox = table(models.Outbound)
_sessions = table(models.Session)
r = _recipients.c


def is_open() -> ColumnElement[bool]:
    """Return whether something is still to be done about a recipient, spelt as the index of those few is.

    PostgreSQL would find that index from `state = 'waiting'` alone; SQLite reads all there ever were.
    """
    return r.state.in_([literal_column("'planned'"), literal_column("'waiting'")])


def is_in(state: str) -> ColumnElement[bool]:
    """Return whether a recipient is planned, or waits, spelt out for the index of the few that do."""
    return and_(is_open(), r.state == literal_column(f"'{state}'"))


def is_free(yielding: Sequence[str], patient: datetime, idle: datetime) -> ColumnElement[bool]:
    """Return whether a recipient has no question open that deserves an answer first (norms §2).

    Dialogues of `yielding` (the menu) wait since `idle`, the others since `patient`.
    """
    s = _sessions.c
    since = case((s.dialogue.in_(list(yielding)), literal(idle, Moment())), else_=literal(patient, Moment()))
    busy = (s.participant_id == r.participant_id, s.position == 0, s.state == "open", s.touched_at > since)
    return ~select(ONE).where(*busy).correlate(_recipients).exists()


def is_alone() -> ColumnElement[bool]:
    """Return whether nothing else is on its way to a recipient."""
    other = _recipients.alias("other")
    waits = (other.c.participant_id == r.participant_id, other.c.state == literal_column("'waiting'"))
    return ~select(ONE).select_from(other).where(*waits).correlate(_recipients).exists()


def is_on(channel: str) -> ColumnElement[bool]:
    """Return whether a recipient is reached on a channel."""
    return r.channel == channel


def is_under(reachable: Reachable) -> ColumnElement[bool]:
    """Return whether a recipient had fewer messages than may be, today and this week (norms §2)."""
    had = func.count(KEY.distinct())
    few = and_(
        had.filter(when() >= reachable.day) < reachable.per_day,
        had.filter(when() >= reachable.week) < reachable.per_week,
    )
    since = min(reachable.day, reachable.week)
    mine = (_outbox.c.participant_id == r.participant_id, left(), when() >= since)
    return select(few).where(*mine).correlate(_recipients).scalar_subquery()
