"""How does what staff wrote become a broadcast or a schedule? By one way, from a command or from the console."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.errors import PalabreError
from bot.participation.broadcasts.agenda import read_agenda
from bot.participation.broadcasts.draft import BadDraft, read_draft
from bot.participation.broadcasts.rule import read_clock
from bot.scheduler.desk import Desk
from bot.scheduler.firing import Origin, add, fire
from storage.audit import Act
from storage.broadcast import Broadcast
from storage.schedules import Schedule
from storage.unit import Unit


class TakenError(PalabreError):
    """Another broadcast or schedule has that name: give this one another."""

    def __init__(self, kind: str, slug: object) -> None:
        super().__init__(f"there is a {kind} {slug!r} already: give this one another name")


def read_due(text: str, desk: Desk, now: datetime, path: str) -> datetime:
    """Return a time on the town's clocks, in UTC; "" is now. Raise BadDraft for one that is over."""
    if not text:
        return now
    due = read_clock(text, path).replace(tzinfo=desk.window.timezone).astimezone(UTC)
    if due < now:
        raise BadDraft(path, f"{text} is over; leave it out to send now")
    return due


def send(unit: Unit, desk: Desk, data: Mapping[str, Any], due: datetime, by: str, now: datetime) -> Broadcast:
    """Store a broadcast, and fire it if its time has come. Raise BadDraft, BadSegment or TakenError."""
    added = add(unit, read_draft(data, desk.known(unit, now)), due, Origin(by), now)
    if added is None:
        raise TakenError("broadcast", data.get("broadcast"))
    return fire(unit, desk, added.slug, now) or unit.broadcasts.by_slug(added.slug) or added


def keep(unit: Unit, desk: Desk, data: Mapping[str, Any], by: str, now: datetime) -> Schedule:
    """Store a schedule. Raise BadDraft, BadSegment or TakenError."""
    made = read_agenda(data, desk.known(unit, now), desk.window.timezone, by, now)
    if not unit.schedules.add(made):
        raise TakenError("schedule", made.slug)
    unit.audit.add([Act(now, by, "schedule added", made.slug)])
    return made
