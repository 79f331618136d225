"""Which times of schedules have come? Each makes one broadcast, or is recorded as missed; two leaders make it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile

import structlog

from bot.errors import PalabreError
from bot.participation.broadcasts.draft import Draft, read_draft
from bot.participation.broadcasts.rule import Timetable
from bot.scheduler.desk import Desk
from bot.scheduler.firing import Origin, add
from storage.database import Database
from storage.schedules import Followed, Schedule
from storage.unit import Unit

log = structlog.get_logger()


def timetable(schedule: Schedule, desk: Desk) -> Timetable:
    """Return the times of a schedule."""
    excepted = frozenset(date.fromisoformat(day) for day in schedule.excepted)
    return Timetable(desk.window.timezone, datetime.fromisoformat(schedule.starts), schedule.rule, excepted)


async def occur(database: Database, desk: Desk, now: datetime) -> int:
    """Make what is due of every schedule; return how many broadcasts."""
    made = await database.transact(
        lambda unit: sum(_advance(unit, desk, one, now) for one in unit.schedules.due(now))
    )
    return made + await database.transact(
        lambda unit: sum(_follow(unit, desk, one, now) for one in unit.schedules.following())
    )


def _advance(unit: Unit, desk: Desk, schedule: Schedule, now: datetime) -> int:
    """Make the broadcasts of the times that have come; only the last may still run, if it is not too late."""
    assert schedule.next_at is not None
    table = timetable(schedule, desk)
    times = [schedule.next_at, *takewhile(lambda at: at <= now, table.after(schedule.next_at))]
    following = table.next(times[-1])
    state = "active" if following is not None else "ended"
    unit.schedules.change(schedule.slug, next_at=following, state=state)
    return sum(_occur(unit, desk, schedule, at, at is times[-1], now) for at in times)


def _occur(unit: Unit, desk: Desk, schedule: Schedule, at: datetime, last: bool, now: datetime) -> int:
    """Make the broadcast of one time, or record that it was missed; once, whoever else looks at it."""
    if not unit.occurrences.claim(f"schedule:{schedule.slug}", at, now):
        return 0
    name = at.astimezone(desk.window.timezone).strftime("%Y-%m-%d-%H%M")
    draft = _draft(unit, desk, schedule, f"{schedule.slug}-{name}", now)
    late = now - at > timedelta(hours=schedule.late)
    if draft is None:
        return 0
    return _make(
        unit, draft, Origin(schedule.created_by, schedule.slug, at.isoformat()), at, late or not last, now
    )


def _follow(unit: Unit, desk: Desk, schedule: Schedule, now: datetime) -> int:
    return sum(_follow_one(unit, desk, schedule, act, now) for act in unit.schedules.followed(schedule, now))


def _follow_one(unit: Unit, desk: Desk, schedule: Schedule, act: Followed, now: datetime) -> int:
    """Make the broadcast that follows one act, to the author of what it was about."""
    due = act.at + timedelta(days=schedule.days)
    draft = _draft(unit, desk, schedule, f"{schedule.slug}-{act.id}", now)
    if draft is None:
        return 0
    draft = replace(draft, segment={"all": [draft.segment, {"author_of": act.subject}]}, pilot=0)
    late = now - due > timedelta(hours=schedule.late)
    return _make(unit, draft, Origin(schedule.created_by, schedule.slug, str(act.id)), due, late, now)


def _draft(unit: Unit, desk: Desk, schedule: Schedule, slug: str, now: datetime) -> Draft | None:
    """Return the draft of one time; what it names may be gone since: its survey closed, its segment's group too."""
    try:
        return read_draft({**schedule.draft, "broadcast": slug}, desk.known(unit, now))
    except PalabreError:
        log.exception("schedule refused", schedule=schedule.slug)
        return None


def _make(unit: Unit, draft: Draft, origin: Origin, due: datetime, missed: bool, now: datetime) -> int:
    added = add(unit, draft, due, origin, now)
    if added is not None and missed:
        unit.broadcasts.change(added, state="missed", ended_at=now)
        log.warning("a schedule's time was missed", broadcast=draft.slug)
    return int(added is not None)
