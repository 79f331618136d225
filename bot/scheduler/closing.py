"""Which surveys are over by their date? They are closed, so that nothing of an anonymous one stays anybody's."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog

from bot.participation.surveys.keeping import close_survey
from storage.audit import Act
from storage.database import Database
from storage.unit import Unit

#: who closes them, as the audit keeps it
BY = "service"

log = structlog.get_logger()


async def close_over(database: Database, now: datetime) -> int:
    """Close every open survey whose last day is over; return how many. Two leaders close each once."""
    over = await database.read(lambda unit: unit.surveys.over(now))
    return sum([await database.transact(partial(_close, slug=slug, now=now)) for slug in over])


def _close(unit: Unit, slug: str, now: datetime) -> bool:
    """Close one survey; False when somebody did since, or gave it another day."""
    if slug not in unit.surveys.over(now, hold=True):
        return False
    survey = close_survey(unit, slug, now)
    unit.audit.add([Act(now, BY, "survey closed", survey.id)])
    log.info("survey closed", survey=slug)
    return True
