"""How does a broadcast come into being, and when are its recipients fixed? Now or at its time: by the same function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.errors import PalabreError
from bot.participation.broadcasts.draft import Draft
from bot.participation.segments.reading import read_segment
from bot.participation.segments.sample import draw, shortfall
from bot.scheduler.desk import Desk
from bot.scheduler.releasing import variants
from dialogues.inputs import Json
from storage.audit import Act
from storage.broadcast import Broadcast
from storage.database import Database
from storage.segments.condition import Condition
from storage.unit import Unit

#: people to whom an announcement is put into the outbox as it is fired: while staff wait (a second), by the leader (ten)
FEW, MANY = 20_000, 200_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Origin:
    """Who, or which time of which schedule, made a broadcast."""

    by: str
    schedule: str | None = None
    occurrence: str | None = None


def build(unit: Unit, draft: Draft, due: datetime, origin: Origin, now: datetime) -> Broadcast:
    """Return the broadcast that a draft means; nothing is stored."""
    survey = unit.surveys.by_slug(draft.survey) if draft.survey else None
    return Broadcast(
        draft.slug, draft.purpose, draft.segment, due, origin.by, now,
        texts=draft.texts,
        survey=draft.survey,
        dialogue=survey.dialogue if survey else None,
        channels=draft.channels,
        pilot=draft.pilot,
        reminds=draft.reminds,
        lasts=draft.lasts,
        schedule=origin.schedule,
        occurrence=origin.occurrence,
    )  # fmt: skip


def add(unit: Unit, draft: Draft, due: datetime, origin: Origin, now: datetime) -> Broadcast | None:
    """Store the broadcast that a draft means; None when it is there already."""
    added = unit.broadcasts.add(build(unit, draft, due, origin, now))
    if added is not None:
        unit.audit.add([Act(now, origin.by, "broadcast added", added.id)])
    return added


def fire(unit: Unit, desk: Desk, slug: str, now: datetime, most: int = FEW) -> Broadcast | None:
    """Fix the recipients of a broadcast whose time has come; None when somebody else did, or it waits.

    An announcement is in the outbox then, where no more than `most` people take part: at once for all is half the work.
    Else the leader puts it there, group by group, as it does after a pilot.
    """
    broadcast = unit.broadcasts.by_slug(slug, hold=True)
    if broadcast is None or broadcast.state not in ("scheduled", "held") or broadcast.due_at > now:
        return None
    if desk.reserve and broadcast.approved_by is None:
        return unit.broadcasts.change(broadcast, state="held")
    plain = broadcast.dialogue is None and not broadcast.pilot
    whole = plain and not unit.planning.is_large(most)
    meant, reachable = who(unit, broadcast.segment, now), desk.reachable(now)
    unit.planning.plan(broadcast, meant, reachable, now, "waiting" if whole else "planned")
    if whole:
        unit.recipients.post_all(broadcast, variants(desk, broadcast), now)
    log.info("broadcast fired", broadcast=slug)
    return unit.broadcasts.change(
        broadcast,
        state="pilot" if broadcast.pilot else "sending",
        fired_at=now,
        expires_at=desk.window.opens(now) + timedelta(hours=broadcast.lasts),
    )


def who(unit: Unit, segment: Json, now: datetime) -> Condition | Sequence[str]:
    """Return whom a segment means now: a condition, or the people whom its sample drew."""
    read = read_segment(segment)
    if read.sample is None:
        return read.where
    return sorted(draw(read.sample, unit.segments.find(read.where, now, read.sample.by)))


def missing(unit: Unit, segment: Json, now: datetime) -> dict[str, tuple[int, int]]:
    """Return the strata of a sample that have too few people: stratum → (wanted, there)."""
    read = read_segment(segment)
    if read.sample is None:
        return {}
    return shortfall(read.sample, unit.segments.find(read.where, now, read.sample.by))


async def fire_due(database: Database, desk: Desk, now: datetime) -> int:
    """Fire every broadcast whose time has come; return how many. One that cannot be harms no other."""
    due = await database.read(lambda unit: unit.broadcasts.due(now))
    fired = 0
    for slug in due:
        try:
            found = await database.transact(partial(fire, desk=desk, slug=slug, now=now, most=MANY))
        except PalabreError:
            log.exception("broadcast refused", broadcast=slug)
            continue
        fired += found is not None
    return fired
