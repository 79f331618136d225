"""What becomes of messages whose sender died? Replies wait again, broadcasts are uncertain (design §5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

import structlog

from bot.metrics import Metrics
from bot.now import Now, utc_now
from storage.database import Database
from storage.outbox import Recovered
from storage.presence import GRACE, UNLOCKED, Presence, absent
from storage.unit import Unit

#: a claim is about one second of pace: one that is this old belongs to nobody alive, where no lock says so sooner
ABANDONED = timedelta(seconds=90)

#: an age that every claim has: whatever the clock of one that is known to be dead said, hours ahead maybe
ANY_AGE = timedelta(days=-3650)

#: seconds between looks
EVERY = 2.0

NOTHING = Recovered(0, 0)

log = structlog.get_logger()


@dataclass(slots=True)
class Recovery:
    """Takes back, now and then, what senders that died had claimed."""

    database: Database
    metrics: Metrics
    #: this process's own: what it sends is never taken back here
    presence: Presence
    clock: Callable[[], float] = monotonic
    now: Now = utc_now
    #: name → since when nobody has held its lock
    _missing: dict[str, float] = field(init=False, default_factory=dict)

    async def look(self) -> Recovered:
        """Take back what was claimed by who has been away for long enough to be dead, or to know that it may be."""
        lost = await self._absent()
        now = self.clock()
        self._missing = {name: self._missing.get(name, now) for name in lost}
        dead = [name for name, since in self._missing.items() if now - since >= GRACE and _is_watched(name)]
        silent = [name for name in lost if not _is_watched(name)]
        return _sum(await self._take_back(dead, ANY_AGE), await self._take_back(silent, ABANDONED))

    async def recover(self, age: timedelta = ANY_AGE) -> Recovered:
        """Take back at once what nobody who is present claimed longer ago than this: when nobody else can be alive."""
        return await self._take_back(await self._absent(), age)

    async def _absent(self) -> list[str]:
        """Return the names that something is being sent under, and nobody answers for."""
        names = await self.database.read(lambda unit: absent(unit.connection, unit.outbox.owners()))
        return [name for name in names if not self.presence.holds(name)]

    async def _take_back(self, names: list[str], age: timedelta) -> Recovered:
        if not names:
            return NOTHING
        now = self.now()

        def take_back(unit: Unit) -> Recovered:
            found = unit.outbox.recover(now - age, names)
            # nobody else settles them while their channel is busy, for days maybe
            unit.recipients.settle_of(found.broadcasts, now)
            return found

        found = await self.database.transact(take_back)
        self.metrics.uncertain.inc(found.uncertain)
        if found != NOTHING:
            log.warning("sendings recovered", retried=found.replies, count=found.uncertain)
        return found


def _is_watched(name: str) -> bool:
    """Tell whether a lock says when its owner is dead."""
    return not name.startswith(UNLOCKED)


def _sum(one: Recovered, other: Recovered) -> Recovered:
    return Recovered(one.replies + other.replies, one.uncertain + other.uncertain)
