"""How often may one person be written to first? The rule that no schedule can exceed (norms §2), asked as a row leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.participation.broadcasts.window import Window
from storage.initiated import Initiated

#: Days that a week of the cap has.
WEEK = 7


@dataclass(frozen=True, slots=True)
class Caps:
    """How many messages that nobody asked for one person may get."""

    window: Window
    per_day: int = 1
    per_week: int = 3

    def since(self, now: datetime) -> datetime:
        """Return since when messages count: the beginning of the first of seven days."""
        return self.window.days_before(now, WEEK - 1)

    def judge(self, rows: Sequence[Initiated], now: datetime) -> dict[int, datetime | None]:
        """Return, for each claimed row that may not leave, when to try it again; None: never.

        `rows` holds the claimed ones (whose `at` is None), and what left before to the same people.
        """
        held: dict[int, datetime | None] = {}
        people: dict[str, list[Initiated]] = defaultdict(list)
        for row in rows:
            people[row.participant_id].append(row)
        for theirs in people.values():
            held |= self._judge_one(theirs, now)
        return held

    def _judge_one(self, rows: Sequence[Initiated], now: datetime) -> dict[int, datetime | None]:
        had = {row.key: row.at for row in rows if row.at is not None}
        reminded = {(row.reminds, row.key) for row in rows if row.at is not None and row.reminds}
        held: dict[int, datetime | None] = {}
        for row in (row for row in rows if row.at is None):
            if row.key in had:
                continue  # the rest of a message of which a part has left
            if any(what == row.reminds and key != row.key for what, key in reminded):
                held[row.id] = None
            elif (due := self._next(list(had.values()), now)) > now:
                held[row.id] = due
            else:
                had[row.key] = now
                reminded |= {(row.reminds, row.key)} if row.reminds else set()
        return held

    def _next(self, had: Sequence[datetime | None], now: datetime) -> datetime:
        """Return when one more message may leave: now, or when the window opens on a later day."""
        times = [at for at in had if at is not None]
        for ahead in range(WEEK + 1):
            moment = now if ahead == 0 else self.window.days_before(now, -ahead)
            if self._fits(times, moment):
                return now if ahead == 0 else self.window.opens(moment)
        return self.window.opens(self.window.days_before(now, -WEEK))

    def _fits(self, times: Sequence[datetime], moment: datetime) -> bool:
        today = sum(at >= self.window.day_of(moment) for at in times)
        week = sum(at >= self.since(moment) for at in times)
        return today < self.per_day and week < self.per_week
