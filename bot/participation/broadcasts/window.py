"""When may the service write first? Hours of the week, without holidays, on the territory's clocks (norms §2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from bot.errors import PalabreError
from bot.settings.hours import Hours

#: Days within which a window must open, or the settings leave none.
HORIZON = 40

NONE = "none"

#: Tells whether a day is a holiday
IsHoliday = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Window:
    """The hours in which messages that nobody asked for may leave; answers may at any time."""

    timezone: ZoneInfo
    hours: Hours
    is_holiday: IsHoliday

    def is_open(self, at: datetime) -> bool:
        """Tell whether a message may leave at this moment."""
        local = at.astimezone(self.timezone)
        clock = local.time()
        return any(begin <= clock < end for begin, end in self._spans(local.date()))

    def opens(self, at: datetime) -> datetime:
        """Return the moment itself when the window is open, else when it opens next, in UTC."""
        if self.is_open(at):
            return at.astimezone(UTC)
        today = at.astimezone(self.timezone).date()
        for ahead in range(HORIZON):
            day = today + timedelta(days=ahead)
            for begin, _ in self._spans(day):
                moment = _at(day, begin, self.timezone)
                if moment > at and self.is_open(moment):
                    return moment
        raise PalabreError(f"nothing may be written first within {HORIZON} days: see PALABRE_WRITING_HOURS")

    def is_shut(self, day: date) -> bool:
        """Tell whether nobody is written to first on a whole day."""
        return not self._spans(day)

    def closes(self, at: datetime) -> datetime:
        """Return when the hours end that hold this moment, in UTC; the moment itself where none do."""
        local = at.astimezone(self.timezone)
        ends = [end for begin, end in self._spans(local.date()) if begin <= local.time() < end]
        return _at(local.date(), ends[0], self.timezone) if ends else at.astimezone(UTC)

    def day_of(self, at: datetime) -> datetime:
        """Return when the day of this moment began here, in UTC."""
        return _at(at.astimezone(self.timezone).date(), time.min, self.timezone)

    def days_before(self, at: datetime, days: int) -> datetime:
        """Return when the day began that was so many days earlier (negative: later), in UTC."""
        return _at(at.astimezone(self.timezone).date() - timedelta(days=days), time.min, self.timezone)

    def _spans(self, day: date) -> tuple[tuple[time, time], ...]:
        return () if self.is_holiday(day) else self.hours[day.weekday()]


def _at(day: date, clock: time, timezone: ZoneInfo) -> datetime:
    """Return a moment in UTC; a time that the clocks jump over is that much later."""
    return datetime.combine(day, clock, timezone).astimezone(UTC)


def find_holidays(where: str) -> IsHoliday:
    """Return the holidays of a country, or of a part of it: FR, FR-57 (Moselle), FR-974 (Réunion). Raise PalabreError."""
    if where == NONE:
        return lambda _day: False
    country, _, part = where.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise PalabreError(
            f"PALABRE_HOLIDAYS is {where!r}, which no calendar knows: use FR, FR-57, FR-6AE, FR-974… or {NONE}"
        ) from None
    return lambda day: day in found
