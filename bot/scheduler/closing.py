"""How does a survey end? Closed by staff or by its date; those who answered are thanked where that was promised."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog

from bot.errors import PalabreError
from bot.participation.surveys.keeping import close_survey
from bot.scheduler.desk import Desk
from bot.scheduler.repeating import end
from bot.scheduler.thanking import thank
from storage.audit import Act
from storage.database import Database
from storage.surveys import Survey
from storage.unit import Unit

#: who closes those whose last day is over, as the audit keeps it
BY = "service"

log = structlog.get_logger()


async def close_over(database: Database, desk: Desk, now: datetime) -> int:
    """Close every open survey whose last day is over; return how many. Two leaders close each once."""
    over = await database.read(lambda unit: unit.surveys.over(now))
    return sum([await database.transact(partial(_close, desk=desk, slug=slug, now=now)) for slug in over])


def close(unit: Unit, desk: Desk, slug: str, by: str, now: datetime) -> tuple[Survey, bool]:
    """Close a survey; return it, and whether those who answered are thanked. Raise PalabreError when there is none.

    What would have sent it again and again is over too: it stood among what comes, and would have reached nobody.
    """
    survey = close_survey(unit, slug, now)
    for schedule in unit.schedules.all():
        if schedule.state != "ended" and schedule.draft.get("survey") == slug:
            end(unit, schedule.slug, by, now)
    return survey, survey.summary and _thank(unit, desk, slug, by, now)


def _close(unit: Unit, desk: Desk, slug: str, now: datetime) -> bool:
    """Close one survey; False when somebody did since, or gave it another day."""
    if slug not in unit.surveys.over(now, hold=True):
        return False
    survey, _ = close(unit, desk, slug, BY, now)
    unit.audit.add([Act(now, BY, "survey closed", survey.id)])
    log.info("survey closed", survey=slug)
    return True


def _thank(unit: Unit, desk: Desk, slug: str, by: str, now: datetime) -> bool:
    """Thank who answered; a survey closes all the same when they cannot be: they are too few, or were already."""
    try:
        thank(unit, desk, slug, by, now)
    except PalabreError as refused:
        log.info("nobody is thanked", survey=slug, cause=str(refused))
        return False
    return True
