"""How is a confirmed sending stored? As commands do, with its reminder in the same transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.console.sendings.composition import (
    Composition,
    agenda,
    clock,
    draft,
    reminder,
    reminder_due,
)
from bot.participation.broadcasts.draft import read_draft
from bot.scheduler.composing import TakenError, keep, read_due, send
from bot.scheduler.desk import Desk
from storage.unit import Unit

#: How long the same sending of the same person is the same press of a button.
TWICE = timedelta(minutes=30)


def store(unit: Unit, desk: Desk, made: Composition, by: str, now: datetime) -> str:
    """Store it and return the path of its page, after /console. Raise PalabreError for what cannot be."""
    if made.repeats:
        if not _is_there(unit, made, by, now):
            keep(unit, desk, agenda(made), by, now)
        return f"/sendings/repeat/{made.slug}"
    if not _is_sent(unit, desk, made, by, now):
        due = read_due(clock(made), desk, now, "date")
        send(unit, desk, draft(made), due, by, now)
        again = reminder_due(made, due)
        if again is not None:
            send(unit, desk, reminder(made), again, by, now)
    return f"/sendings/one/{made.slug}"


def _is_sent(unit: Unit, desk: Desk, made: Composition, by: str, now: datetime) -> bool:
    """Tell whether this very sending was stored a moment ago. Raise TakenError for another one of that name."""
    found = unit.broadcasts.by_slug(made.slug)
    if found is None:
        return False
    read = read_draft(draft(made), desk.known(unit, now))
    same = (found.texts, found.survey, found.segment) == (dict(read.texts), read.survey, read.segment)
    if not same or found.created_by != by or now - found.created_at > TWICE:
        raise TakenError("broadcast", made.slug)
    return True


def _is_there(unit: Unit, made: Composition, by: str, now: datetime) -> bool:
    found = unit.schedules.by_slug(made.slug)
    if found is None:
        return False
    if found.created_by != by or now - found.created_at > TWICE:
        raise TakenError("schedule", made.slug)
    return True
