"""At which address is somebody written to, did they agree, and had they enough? For everybody, as each store finds it fastest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import FromClause, and_, case, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from storage import models
from storage.broadcast import Broadcast, Reachable
from storage.consents import ALL
from storage.initiated import KEY, left, when
from storage.models.base import table
from storage.segments.compiling import Clause, agrees, people

_addresses = table(models.Address)
_consents = table(models.Consent)
_inbound = table(models.Inbound)
_outbox = table(models.Outbound)

#: Ranks of addresses: what costs nothing first, what cannot be used last.
UNUSABLE = 9


@dataclass(frozen=True, slots=True)
class Known:
    """What a row of `everybody` tells of a person."""

    #: participants, with all that is known of each
    everybody: FromClause
    #: the address that a message would go to; nulls without one
    best: FromClause
    #: of that address
    rank: Any
    #: whether their last word on the purpose is yes (norms §1)
    agreed: Clause
    #: whether they had as many messages as may be, today or this week (norms §2)
    capped: Clause


def read_all(broadcast: Broadcast, reachable: Reachable, now: datetime) -> Known:
    """Read addresses, consents and what left once for all: look-ups for each of 100,000 people take PostgreSQL seconds."""
    best = _ranked(broadcast, reachable, now)
    words = _last_words(broadcast.purpose)
    full = (
        select(_outbox.c.participant_id)
        .where(left(), when() >= min(reachable.day, reachable.week))
        .group_by(_outbox.c.participant_id)
        .having(_had_enough(reachable))
        .cte("full")
    )
    everybody = (
        people.outerjoin(best, and_(best.c.participant_id == people.c.id, best.c.n == 1))
        .outerjoin(words, words.c.participant_id == people.c.id)
        .outerjoin(full, full.c.participant_id == people.c.id)
    )
    return Known(everybody, best, best.c.rank, words.c.given.is_(True), full.c.participant_id.is_not(None))


def look_up(broadcast: Broadcast, reachable: Reachable, now: datetime) -> Known:
    """Look each person up by an index: SQLite would read everything again for each of them."""
    a, best = _addresses.c, _addresses.alias("best")
    order = (_rank(_addresses, reachable, now), a.created_at, a.id)
    theirs = (a.participant_id == people.c.id, *_usable(broadcast, reachable))
    found = select(a.id).where(*theirs).order_by(*order).limit(1).correlate(people).scalar_subquery()
    since = min(reachable.day, reachable.week)
    had = select(_had_enough(reachable)).where(
        _outbox.c.participant_id == people.c.id, left(), when() >= since
    )
    return Known(
        people.outerjoin(best, best.c.id == found),
        best,
        _rank(best, reachable, now),
        agrees(broadcast.purpose),
        had.correlate(people).scalar_subquery(),
    )


def _ranked(broadcast: Broadcast, reachable: Reachable, now: datetime) -> FromClause:
    """Return all addresses, those of each person in the order that they would be used in."""
    a = _addresses.c
    rank = _rank(_addresses, reachable, now)
    order = func.row_number().over(partition_by=a.participant_id, order_by=(rank, a.created_at, a.id))
    columns = (a.participant_id, a.channel, a.value, rank.label("rank"), order.label("n"))
    return select(*columns).where(*_usable(broadcast, reachable)).cte("best")


def _last_words(purpose: str) -> FromClause:
    """Return the last word of everybody on a purpose (PostgreSQL: DISTINCT ON)."""
    c = _consents.c
    query = select(c.participant_id, c.given).where(c.purpose.in_((purpose, ALL)))
    last = query.ext(distinct_on(c.participant_id)).order_by(c.participant_id, c.id.desc())
    return last.cte("words")


def _had_enough(reachable: Reachable) -> Clause:
    had = func.count(KEY.distinct())
    return or_(
        had.filter(when() >= reachable.day) >= reachable.per_day,
        had.filter(when() >= reachable.week) >= reachable.per_week,
    )


def _usable(broadcast: Broadcast, reachable: Reachable) -> tuple[Clause, ...]:
    """Return the conditions on addresses that a message could go to."""
    a = _addresses.c
    channels = [one for one in reachable.channels if not broadcast.channels or one in broadcast.channels]
    return a.state == "reachable", a.channel.in_(channels), or_(a.channel != "telegram", _has_started())


def _rank(addresses: FromClause, reachable: Reachable, now: datetime) -> Any:
    """Return the rank of an address: free ones first, then SMS, then a template."""
    a = addresses.c
    window = and_(a.window_until.is_not(None), a.window_until > now)
    late = 4 if reachable.template else UNUSABLE
    return case((a.channel == "telegram", 0), (a.channel != "whatsapp", 2), (window, 1), else_=late)


def _has_started() -> Clause:
    """Return whether the address wrote once: a Telegram bot cannot write first (norms §6)."""
    a, i = _addresses.c, _inbound.c
    mine = (i.channel == a.channel, i.address == a.value)
    return select(literal_column("1")).where(*mine).correlate(_addresses).exists()
