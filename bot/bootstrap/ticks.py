"""What does the process that leads look after, and how often?"""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.conversation.housekeeping import Housekeeping
from bot.media.collector import Collector
from bot.now import Now, utc_now
from bot.outbox.recovery import EVERY, Recovery
from bot.scheduler.closing import close_over
from bot.scheduler.desk import Desk
from bot.scheduler.firing import fire_due
from bot.scheduler.occurring import occur
from bot.scheduler.releasing import go_on
from bot.scheduler.tick import Tick
from storage.database import Database

#: seconds between two looks whether it is time to tidy
TIDY = 600.0

#: seconds between two looks for files whose time is over
MEDIA = 6 * 3600.0

#: seconds between two looks at schedules, at broadcasts that are due, and at whom they still must reach
BROADCASTS = 15.0

#: seconds between two looks for surveys whose last day is over: they take no answer from then on, whoever looks
SURVEYS = 60.0

#: seconds between two looks for messages that a clock that went back would keep waiting
AHEAD = 30.0

log = structlog.get_logger()


def due_ticks(
    database: Database,
    recovery: Recovery,
    housekeeping: Housekeeping,
    collector: Collector,
    desk: Desk,
    now: Now = utc_now,
) -> list[Tick]:
    """Return every tick; the truth of each is in rows."""
    return [
        Tick("recovery", EVERY, recovery.look, at_once=True),
        Tick("ahead", AHEAD, lambda: hasten(database, now())),
        Tick("housekeeping", TIDY, lambda: housekeeping.do_round(now())),
        Tick("broadcasts", BROADCASTS, lambda: send_due(database, desk, now()), at_once=True),
        Tick("surveys", SURVEYS, lambda: close_over(database, desk, now()), at_once=True),
        Tick("media", MEDIA, lambda: collector.tidy(now())),
    ]


async def send_due(database: Database, desk: Desk, now: datetime) -> None:
    """Make what schedules are due for, fire it, and move on what was fired."""
    await occur(database, desk, now)
    await fire_due(database, desk, now)
    await go_on(database, desk, now)


async def hasten(database: Database, now: datetime) -> int:
    """Let messages leave that wait for a time which a clock that went back has put far ahead; return how many."""
    found = await database.transact(lambda unit: unit.outbox.hasten(now))
    if found:
        log.warning("messages of a clock that went back leave now", count=found)
    return found
