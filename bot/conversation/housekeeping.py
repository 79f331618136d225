"""What must go with time? Old texts, silent people, codes that expired (norms §1); batch by batch, now and then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.conversation.room import Room
from storage.database import Database
from storage.retention import SILENCE, TEXT, Progress
from storage.unit import Unit

#: what is kept for 90 days need not go to the minute: a round in each such part of a day
ROUND = timedelta(hours=6)

#: how long it is remembered that something due was done
REMEMBERED = timedelta(days=400)

#: what a round is called among the things that are due
WHAT = "housekeeping"

log = structlog.get_logger()


@dataclass(slots=True)
class Housekeeping:
    """Forgets what is too old; several processes may do it at once, and need not."""

    database: Database
    room: Callable[[], Room]

    async def do_round(self, now: datetime) -> bool:
        """Tidy once in each part of a day, whoever leads then; return whether this was the time."""
        due = _round_of(now)
        if not await self.database.transact(lambda unit: unit.occurrences.claim(WHAT, due, now)):
            return False
        await self.tidy(now)
        return True

    async def tidy(self, now: datetime) -> tuple[int, int]:
        """Forget everything that is too old now; return how many texts were emptied, and people forgotten."""
        await self.database.transact(lambda unit: _forget_dated(unit, now))
        progress = Progress()
        while not progress.over:
            progress = await self._purge(progress, now)
        people = 0
        proof, silence = self.room().proof, self.room().chosen.silence_days or SILENCE
        while found := await self.database.transact(lambda unit: unit.retention.forget(now, proof, silence)):
            people += found
        log.info("housekeeping", count=progress.emptied, rows=people)
        return progress.emptied, people

    async def _purge(self, progress: Progress, now: datetime) -> Progress:
        days = self.room().chosen.text_days or TEXT
        return await self.database.transact(lambda unit: unit.retention.purge(now, progress, days))


def _forget_dated(unit: Unit, now: datetime) -> None:
    unit.links.purge(now)
    unit.downloads.purge(now)
    unit.misunderstood.purge(now)
    unit.occurrences.purge(now - REMEMBERED)


def _round_of(now: datetime) -> datetime:
    """Return when the round began that this time is in."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (now - midnight) // ROUND * ROUND
