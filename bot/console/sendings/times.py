"""When does a repeated sending come next, and when do its messages really leave?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.console.desk import Desk
from bot.participation.broadcasts.rule import Timetable

#: times that a page shows
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Time:
    """One time of a rhythm."""

    at: datetime
    #: when its first messages leave: on a holiday or at night, the next day that is open
    opens: datetime

    @property
    def waits(self) -> bool:
        """Whether nothing leaves at that time itself."""
        return self.opens > self.at


def find_times(table: Timetable, desk: Desk, count: int = SHOWN) -> list[Time]:
    """Return the next times of a rhythm."""
    window = desk.sending.window
    return [Time(at, window.opens(at)) for at in table.first(desk.now(), count)]
