"""What does the process that leads do for the pages of staff: count each day, give back whom staff forgot?"""

from __future__ import annotations

from datetime import datetime

from bot.channels.sms.render import Sms
from bot.conversation.attending import hand_back_overdue
from bot.conversation.tallying import tally
from bot.now import Now, utc_now
from bot.scheduler.desk import Desk
from bot.scheduler.tick import Tick
from bot.settings import Settings
from storage.database import Database

#: seconds between two counts of what came and went
TALLIES = 60.0

#: seconds between two looks for people whom staff left without a word
ATTENDED = 300.0


def staff_ticks(database: Database, desk: Desk, settings: Settings, now: Now = utc_now) -> list[Tick]:
    """Return the ticks that the console's figures and conversations rest on."""
    sms = Sms(settings.sms_folding)
    return [
        Tick("tallies", TALLIES, lambda: tally(database, settings.timezone, sms, now()), at_once=True),
        Tick("attended", ATTENDED, lambda: _give_back(database, desk, now())),
    ]


async def _give_back(database: Database, desk: Desk, now: datetime) -> int:
    """Give people back in the hours to write first only: it is said to them, and nobody is woken for that."""
    return await hand_back_overdue(database, now) if desk.window.is_open(now) else 0
