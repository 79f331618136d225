"""How do staff pause, resume and end a schedule? Each says in one sentence why it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.errors import PalabreError
from bot.scheduler.desk import Desk
from bot.scheduler.occurring import timetable
from storage.audit import Act
from storage.schedules import Schedule
from storage.unit import Unit


def find(unit: Unit, slug: str) -> Schedule:
    """Return a schedule, which nobody else changes until the commit. Raise PalabreError when there is none."""
    found = unit.schedules.by_slug(slug)
    if found is None:
        raise PalabreError(f"there is no schedule {slug!r}: `palabre schedule list`")
    return found


def pause(unit: Unit, slug: str, by: str, now: datetime) -> Schedule:
    """Let a schedule fire no more, until it is resumed."""
    found = _find_in(unit, slug, "active")
    unit.schedules.change(slug, state="paused")
    return _note(unit, replace(found, state="paused"), by, "paused", now)


def resume(unit: Unit, desk: Desk, slug: str, by: str, now: datetime) -> Schedule:
    """Let a schedule fire again, from its next time on; those that passed meanwhile are not made up for."""
    found = replace(_find_in(unit, slug, "paused"), state="active")
    if not found.after:
        following = timetable(found, desk).next(now)
        found = replace(found, next_at=following, state="active" if following else "ended")
    unit.schedules.change(slug, next_at=found.next_at, state=found.state)
    return _note(unit, found, by, "active", now)


def end(unit: Unit, slug: str, by: str, now: datetime) -> Schedule:
    """Let a schedule never fire again; what it has made goes on."""
    found = find(unit, slug)
    if found.state == "ended":
        raise PalabreError(f"{slug} is over")
    unit.schedules.change(slug, state="ended", next_at=None)
    return _note(unit, replace(found, state="ended", next_at=None), by, "ended", now)


def _find_in(unit: Unit, slug: str, state: str) -> Schedule:
    found = find(unit, slug)
    if found.state != state:
        raise PalabreError(f"{slug} is {found.state}")
    return found


def _note(unit: Unit, schedule: Schedule, by: str, what: str, now: datetime) -> Schedule:
    unit.audit.add([Act(now, by, f"schedule {what}", schedule.slug)])
    return schedule
